import type {
  AcceptCallOptions,
  CallClient,
  LocalVideoStream,
  MediaStreamType,
  RemoteVideoStream,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import type { MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { PeerConnection } from '../../../../src/emulator/sdk/media/peerConnection.ts';
import type { BrokenDescriptions } from './brokenDescriptions.ts';
import type { MediaProbes } from './mediaProbes.ts';
import type { Sdk } from './sdk.ts';
import type { Until } from './tools.ts';

export interface SignedIn {
  readonly client: CallClient;
  readonly agent: TeamsCallAgent;
}

/** Alice's and Bob's sides of a call that both are Connected in. */
export interface ConnectedCall {
  readonly a: SignedIn;
  readonly b: SignedIn;
  /** Alice's call. */
  readonly call: TeamsCall;
  /** Bob's call. */
  readonly peer: TeamsCall;
}

/** Which media one side of a call begins with. */
export type MediaOptions = Pick<AcceptCallOptions, 'audioOptions' | 'videoOptions'>;
type MediaOptionsOf = (side: SignedIn) => MediaOptions | Promise<MediaOptions>;

export interface MeetingLocator {
  readonly meetingId: string;
  readonly passcode: string;
}

/** What a test finds in a page in which several people may have an agent each, on the drop-in. */
export interface AgentsApi extends MediaProbes, BrokenDescriptions {
  readonly sdk: Sdk;
  /** The object id of each person of the directory, by first name. */
  readonly ids: Readonly<Record<string, string>>;
  /** The agent that each person signed in last. */
  readonly agents: Readonly<Record<string, TeamsCallAgent>>;
  /** What the test notes down. */
  readonly log: unknown[];
  readonly meetings: Readonly<Record<'openHouse' | 'withLobby' | 'townHall', MeetingLocator>>;
  readonly until: Until;
  readonly pause: (ms: number) => Promise<void>;
  /** @returns the peer connections that are open. */
  readonly openConnections: () => readonly RTCPeerConnection[];
  /** @returns how many captured tracks are live. */
  readonly liveTracks: () => number;
  /** Waits until a call has left nothing open. @returns what is open then, or at the time limit. */
  readonly leftOpen: () => Promise<{ peers: number; tracks: number; sounds: number }>;
  readonly user: (name: string) => MicrosoftTeamsUserIdentifier;
  /** Signs a person in. @param wrap what the page makes of the client and of the agent, a proxy for example. */
  readonly agentOf: (name: string, wrap?: <T extends object>(made: T) => T) => Promise<SignedIn>;
  /** @returns the agent's next incoming call. */
  readonly nextIncomingCall: (agent: TeamsCallAgent) => Promise<TeamsIncomingCall>;
  /** @returns how many calls ring at an agent. */
  readonly incomingCallCount: (agent: TeamsCallAgent) => number;
  /** The caller calls the callee, who accepts; both are Connected. @returns the call of each. */
  readonly callAndAccept: (
    caller: SignedIn,
    callee: SignedIn,
    calleeName: string,
    callerMedia?: MediaOptions,
    calleeMedia?: MediaOptions,
  ) => Promise<[caller: TeamsCall, callee: TeamsCall]>;
  /** Accepts every call of an agent. @returns the accepted calls, to which later ones are added. */
  readonly acceptCalls: (agent: TeamsCallAgent, options?: () => Promise<MediaOptions>) => TeamsCall[];
  /** Alice calls Bob, who accepts. Each side begins with the media that its options name. */
  readonly connect: (callerMedia?: MediaOptionsOf, calleeMedia?: MediaOptionsOf) => Promise<ConnectedCall>;
  /** People join the town hall. @returns the call of each, once everybody sees all others. */
  readonly meet: <Names extends string[]>(...names: Names) => Promise<{ [Index in keyof Names]: TeamsCall }>;
  /** @returns a stream of the first camera. */
  readonly camera: (client: Pick<CallClient, 'getDeviceManager'>) => Promise<LocalVideoStream>;
  /** Options for `connect`: begin with the camera on. */
  readonly withCamera: (side: Pick<SignedIn, 'client'>) => Promise<MediaOptions>;
  /** @returns the video that the first other participant sends, once it is available. */
  readonly remoteVideo: (call: TeamsCall, type?: MediaStreamType) => Promise<RemoteVideoStream>;
  /** Renders a stream. @returns true once it moves. */
  readonly isMoving: (stream: RemoteVideoStream) => Promise<boolean>;
  /** @returns the end reason of a call, as `code/subCode`. */
  readonly endOf: (call: Pick<TeamsCall, 'callEndReason'>) => string;
  /** @returns `code/subCode` of the SDK error that was thrown, `other: …` for another error, or `silent`. */
  readonly caught: (act: () => unknown) => Promise<string>;
  /** Listens to several events of an object of the SDK. */
  readonly onEach: (
    target: object,
    events: readonly string[],
    listener: (event: string, change?: { added: readonly unknown[]; removed: readonly unknown[] }) => void,
  ) => void;
  /** @returns the Teams user id in an identifier. */
  readonly userIdOf: (identifier: unknown) => string | undefined;
  /** @returns the first names of people. */
  readonly names: (list: readonly { readonly identifier: unknown }[]) => (string | undefined)[];
  /** @returns the latest value of a user-facing media diagnostic. */
  readonly mediaDiagnostic: (call: TeamsCall, name: string) => unknown;
  /** @returns the drop-in's own connection to the first other participant. */
  readonly firstPeer: (call: TeamsCall) => PeerConnection;
  /** Maps a tuple to a tuple. */
  readonly mapAll: <const List extends readonly unknown[], Result>(
    list: List,
    map: (item: List[number]) => Result,
  ) => { -readonly [Index in keyof List]: Result };
  /** @returns the first element. @throws when there is none. */
  readonly first: <T>(list: readonly T[]) => T;
}
