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
import type { Person, Sdk } from './sdk.ts';
import type { WaitUntil } from './tools.ts';

/** The options with which `setUpPersonPage` prepares the page of one person. */
export interface PersonPageOptions {
  /** The address of the SDK as one ES module: Microsoft's own, or the drop-in SDK, the emulator's replacement for it. */
  readonly sdkModule: string;
  /** The address of `@azure/communication-common`. Without it the page passes a minimal credential object to the agent. */
  readonly commonModule?: string;
  /** An ACS access token of this person. */
  readonly token: string;
  readonly objectIds: Readonly<Record<Person, string>>;
  /** A chat thread with Alice, Bob and Carol in it, for group calls. */
  readonly threadId: string | null;
  readonly meetingLink: string | null;
  /** The time limit of `waitUntil`. */
  readonly timeoutMs: number;
  /** Whether the SDK is the drop-in SDK. Only then does the page count open connections and tracks. */
  readonly isDropIn: boolean;
}

/** The helpers that a step of a scenario uses in the page of one person: the SDK, a connected agent, and functions. */
export interface PersonApi extends Pick<PersonPageOptions, 'threadId' | 'meetingLink'> {
  readonly sdk: Sdk;
  readonly client: CallClient;
  readonly agent: TeamsCallAgent;
  readonly devices: DeviceManager;
  readonly people: Readonly<Record<Person, MicrosoftTeamsUserIdentifier>>;
  readonly waitUntil: WaitUntil;
  /** Counts the open media of the page. Microsoft's SDK is not counted: see `isDropIn`. */
  readonly countMedia: () => { peers: number; tracks: number };
  /** The call that the helpers below act on. A step assigns it when it places or accepts a call. */
  call: TeamsCall;
  /** Lines that the steps log, for the scenario's result. */
  log: string[];
  /** Values that one step stores for a later step in the same page. */
  storedValues: Record<string, unknown>;
  /** Removes and returns the oldest call that rings at this page. It waits for one if none rings. */
  takeIncomingCall(): Promise<TeamsIncomingCall>;
  /** Waits until `call` and all its other participants are Connected. @param otherCount how many others; 1 by default. */
  waitUntilConnected(otherCount?: number): Promise<void>;
  /** Waits for the end of `call`. @returns its end reason, as `code/subCode`. */
  waitForEnd(): Promise<string>;
  /** @returns a stream of the first camera. */
  createCameraStream(): Promise<LocalVideoStream>;
  /** @returns the first video or screen that another participant of `call` sends. */
  waitForRemoteVideo(): Promise<RemoteVideoStream>;
  /** Renders a stream. @returns true once several frames were drawn. @throws when the time limit passes first. */
  waitUntilMoving(stream: RemoteVideoStream): Promise<boolean>;
  /** Runs an action that the SDK may refuse. @returns `code/subCode` of its error, or `no error`. */
  catchErrorCode(this: void, action: () => unknown): Promise<string>;
  /**
   * Hangs up all calls, rejects all incoming calls, and waits until nothing is open.
   * @returns how many calls, incoming calls (`rings`), peer connections and tracks are still there. The last two are zero if the
   *   page does not count them: see `isDropIn`.
   */
  endAllCalls(): Promise<Record<'peers' | 'tracks' | 'calls' | 'rings', number>>;
}

declare global {
  /** The object that a test's functions get when they run in this page. */
  var testApi: object;
}
