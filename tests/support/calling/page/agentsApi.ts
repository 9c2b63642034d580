import type {
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
import type { MediaOptions } from './mediaOptions.ts';
import type { MediaProbes } from './mediaProbes.ts';
import type { Sdk } from './sdk.ts';
import type { WaitUntil } from './tools.ts';

/** A test user who has signed in: their call client and the agent that it created. */
export interface SignedInUser {
  readonly client: CallClient;
  readonly agent: TeamsCallAgent;
}

/** A 1:1 call between Alice and Bob in which both are Connected. */
export interface ConnectedCall {
  readonly alice: SignedInUser;
  readonly bob: SignedInUser;
  readonly aliceCall: TeamsCall;
  readonly bobCall: TeamsCall;
}

/** Creates the media options with which a user begins a call. */
type MediaOptionsOf = (user: SignedInUser) => MediaOptions | Promise<MediaOptions>;

export interface MeetingLocator {
  readonly meetingId: string;
  readonly passcode: string;
}

/**
 * The helpers that a test uses inside an agents page: a page in which several people can sign in, each with an agent of the
 * drop-in SDK (the emulator's replacement for `@azure/communication-calling`).
 */
export interface AgentsApi extends MediaProbes, BrokenDescriptions {
  readonly sdk: Sdk;
  /** The object id of each person of the directory, by first name in lower case, for example `alice`. */
  readonly objectIds: Readonly<Record<string, string>>;
  /** The agent that each person signed in last, by first name. */
  readonly agents: Readonly<Record<string, TeamsCallAgent>>;
  /** Starts empty. A test adds what it wants to compare later. */
  readonly log: unknown[];
  /** Meetings of the emulator: one that everyone may enter, one with a lobby, and one with organizers and attendees. */
  readonly meetings: Readonly<Record<'openHouse' | 'withLobby' | 'townHall', MeetingLocator>>;
  readonly waitUntil: WaitUntil;
  readonly pause: (durationMs: number) => Promise<void>;
  readonly listOpenConnections: () => readonly RTCPeerConnection[];
  /** @returns how many captured tracks are live. */
  readonly countLiveTracks: () => number;
  /**
   * Waits up to five seconds until the page holds no media open.
   * @returns how many peer connections, live tracks and `<audio>` elements are left. All are zero unless the time ran out.
   */
  readonly waitUntilMediaIsClosed: () => Promise<{ peers: number; tracks: number; sounds: number }>;
  /** @param name a first name, or an object id */
  readonly identifierOf: (name: string) => MicrosoftTeamsUserIdentifier;
  /**
   * Signs a person in with a new client.
   * @param wrap wraps the client and the agent before they are used, for example in a proxy.
   */
  readonly signIn: (name: string, wrap?: <T extends object>(original: T) => T) => Promise<SignedInUser>;
  readonly waitForIncomingCall: (agent: TeamsCallAgent) => Promise<TeamsIncomingCall>;
  /** @returns how many calls ring at an agent. */
  readonly countIncomingCalls: (agent: TeamsCallAgent) => number;
  /**
   * The caller calls the callee, and the callee accepts.
   * @returns the call of each, once both are Connected.
   */
  readonly connectCall: (
    caller: SignedInUser,
    callee: SignedInUser,
    calleeName: string,
    callerMedia?: MediaOptions,
    calleeMedia?: MediaOptions,
  ) => Promise<[callerCall: TeamsCall, calleeCall: TeamsCall]>;
  /**
   * Accepts every incoming call of an agent from now on.
   * @returns the accepted calls. The array grows when another call is accepted.
   */
  readonly acceptEveryCall: (agent: TeamsCallAgent, options?: () => Promise<MediaOptions>) => TeamsCall[];
  /** Signs Alice and Bob in and connects a call from Alice to Bob. Without options both send only their microphone. */
  readonly connectAliceAndBob: (
    aliceMedia?: MediaOptionsOf,
    bobMedia?: MediaOptionsOf,
  ) => Promise<ConnectedCall>;
  /**
   * Signs people in, and lets them join the meeting `townHall`.
   * @returns the call of each, once each sees all others.
   */
  readonly joinTownHall: <Names extends string[]>(
    ...names: Names
  ) => Promise<{ [Index in keyof Names]: TeamsCall }>;
  /** @returns a stream of the first camera. */
  readonly createCameraStream: (client: Pick<CallClient, 'getDeviceManager'>) => Promise<LocalVideoStream>;
  /** @returns media options with the first camera on. Tests pass this function to `connectAliceAndBob`. */
  readonly withCamera: (user: Pick<SignedInUser, 'client'>) => Promise<MediaOptions>;
  /** @returns the stream of this type that the first other participant sends, once it is available. */
  readonly waitForRemoteVideo: (call: TeamsCall, type?: MediaStreamType) => Promise<RemoteVideoStream>;
  /** Renders a stream. @returns true once several frames were drawn. @throws when the time limit passes first. */
  readonly waitUntilMoving: (stream: RemoteVideoStream) => Promise<boolean>;
  /** @returns the end reason of a call, as `code/subCode`. */
  readonly endReasonOf: (call: Pick<TeamsCall, 'callEndReason'>) => string;
  /**
   * Runs an action that the SDK may refuse.
   * @returns `code/subCode` of the SDK's error, `other: …` for any other error, or `no error`.
   */
  readonly catchErrorCode: (action: () => unknown) => Promise<string>;
  /** Listens to several events of one SDK object. The listener gets the event's name first. */
  readonly listenToEvents: (
    target: object,
    events: readonly string[],
    listener: (event: string, change?: { added: readonly unknown[]; removed: readonly unknown[] }) => void,
  ) => void;
  /** @returns the `microsoftTeamsUserId` of an identifier, or undefined if it is of another kind. */
  readonly userIdOf: (identifier: unknown) => string | undefined;
  /** @returns the first name of each participant; undefined for people who are not in the directory. */
  readonly firstNamesOf: (list: readonly { readonly identifier: unknown }[]) => (string | undefined)[];
  /** @returns the latest value of a user-facing media diagnostic. */
  readonly readMediaDiagnostic: (call: TeamsCall, name: string) => unknown;
  /** @returns the drop-in SDK's own peer connection to the first other participant. */
  readonly firstPeerOf: (call: TeamsCall) => PeerConnection;
  /** `Array.map` for a tuple. The result has the type of a tuple too, so that it can be destructured. */
  readonly mapTuple: <const List extends readonly unknown[], Result>(
    list: List,
    map: (item: List[number]) => Result,
  ) => { -readonly [Index in keyof List]: Result };
  /** @throws when the list is empty. */
  readonly firstOf: <T>(list: readonly T[]) => T;
}
