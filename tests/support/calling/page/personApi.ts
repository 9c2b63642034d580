import type {
  CallClient,
  DeviceManager,
  LocalVideoStream,
  RemoteVideoStream,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import type { MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { MemberKinds, Person, Sdk } from './sdk.ts';
import type { Until } from './tools.ts';

/** What the page of one person is opened with. */
export interface PersonPageOptions {
  /** The address of the SDK as one ES module: the drop-in, or Microsoft's own. */
  readonly sdkModule: string;
  /** The address of `@azure/communication-common`. Without it the token is given to the agent as it is. */
  readonly commonModule?: string;
  readonly token: string;
  readonly objectIds: Readonly<Record<Person, string>>;
  /** A chat thread with all three people in it, for group calls. */
  readonly threadId: string | null;
  readonly meetingLink: string | null;
  /** The time limit of `until`. */
  readonly timeoutMs: number;
  /** For the drop-in only: counts connections and tracks, and reports which members of the SDK are used. */
  readonly memberKinds: MemberKinds | null;
}

/** What a step of a scenario finds in the page of one person: the SDK, a connected agent, and helpers. */
export interface PersonApi extends Pick<PersonPageOptions, 'threadId' | 'meetingLink'> {
  readonly sdk: Sdk;
  readonly client: CallClient;
  readonly agent: TeamsCallAgent;
  readonly devices: DeviceManager;
  readonly people: Readonly<Record<Person, MicrosoftTeamsUserIdentifier>>;
  readonly until: Until;
  /** The call that this page acts in. */
  call: TeamsCall;
  /** Lines that the steps log. */
  log: string[];
  /** Values that one step stores for a later one. */
  stored: Record<string, unknown>;
  /** @returns the oldest incoming call that has not been taken yet, now or soon. */
  incomingCall(): Promise<TeamsIncomingCall>;
  /** Waits until `call` is Connected, and so are the other participants. @param others how many there are. */
  connected(others?: number): Promise<void>;
  /** Waits for the end of `call`. @returns its end reason, as `code/subCode`. */
  ended(): Promise<string>;
  /** @returns a stream of the first camera. */
  camera(): Promise<LocalVideoStream>;
  /** @returns the first video that another participant sends in `call`. */
  remoteVideo(): Promise<RemoteVideoStream>;
  /** Renders a stream. @returns whether it moves. */
  isMoving(stream: RemoteVideoStream): Promise<boolean>;
  /** @returns the SDK's `code/subCode` when `act` was refused, or `silent`. */
  refusal(this: void, act: () => unknown): Promise<string>;
  /** Ends all calls. @returns what is left: calls, incoming calls and, where they are counted, connections and tracks. */
  clear(): Promise<Record<string, number>>;
}

declare global {
  /** What the functions that a test runs in this page are given. */
  var testApi: object;
  /** Reports to the test process that a member of the SDK was used. */
  var reportMember: (member: string) => void;
}
