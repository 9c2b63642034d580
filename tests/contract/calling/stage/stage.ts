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
import type { Kinds } from './touch.ts';

export type Sdk = typeof import('@azure/communication-calling');
export type Person = 'alice' | 'bob' | 'carol';

/** What a window is opened with. */
export interface Opening {
  /** Where the SDK is, as one ES module: the drop-in's, or Microsoft's own. */
  readonly module: string;
  /** Where `@azure/communication-common` is, likewise; without it the token is handed over as it is. */
  readonly common?: string;
  readonly token: string;
  /** Object ids. */
  readonly ids: Readonly<Record<Person, string>>;
  /** A chat with everyone in it, for group calls. */
  readonly threadId: string | null;
  readonly meetingLink: string | null;
  /** How long to wait for something to happen, in milliseconds. */
  readonly patience: number;
  /** For the drop-in only: connections, tracks and touched members are counted, which wraps the browser's and its own. */
  readonly count: Kinds | null;
}

/** What an actor finds in the window: the SDK with an agent, and a few habits that scenarios share. */
export interface Stage extends Pick<Opening, 'threadId' | 'meetingLink'> {
  readonly sdk: Sdk;
  readonly client: CallClient;
  readonly agent: TeamsCallAgent;
  readonly devices: DeviceManager;
  readonly people: Readonly<Record<Person, MicrosoftTeamsUserIdentifier>>;
  /** The call that this window acts in. */
  call: TeamsCall;
  /** What is noted on the way. */
  log: string[];
  /** What this window keeps between two steps. */
  kept: Record<string, unknown>;
  /** @returns the call that rings, now or soon. */
  ring(): Promise<TeamsIncomingCall>;
  /** Waits until something holds. @returns it. @throws when it never did. */
  until<T>(this: void, test: () => T): Promise<NonNullable<T>>;
  /** Waits until `call` is Connected, and the others in it are too. @param others how many. */
  connected(others?: number): Promise<void>;
  /** @returns the end of `call`, as `code/subCode`. */
  ended(): Promise<string>;
  camera(): Promise<LocalVideoStream>;
  /** @returns the first picture that somebody else sends in `call`. */
  picture(): Promise<RemoteVideoStream>;
  /** Draws a stream. @returns whether it moves. */
  moves(stream: RemoteVideoStream): Promise<boolean>;
  /** @returns `code/subCode` of what the SDK refused, or `silent`. */
  refusal(this: void, act: () => unknown): Promise<string>;
  /** Ends everything. @returns what is left: calls and rings, and where they are counted connections and tracks. */
  clear(): Promise<Record<string, number>>;
}

declare global {
  /** The stage of this window. */
  var stage: Stage;
  /** Where members are counted: tells the theatre of one. */
  var touched: (member: string) => void;
}
