import type { CustomContext, TeamsCall } from '@azure/communication-calling';
import type { Capabilities } from '../../capabilities/capabilities.ts';
import type { Result } from '../../errors/problem.ts';
import type { Devices } from '../devices/devices.ts';
import type { Microphone } from './microphone.ts';
import type { TransferFailure } from './notice.ts';
import type { CallSnapshot, FeatureEnd } from './snapshot.ts';
import type { Emitter } from '../sdk/listen.ts';
import type { Sdk } from '../sdk/sdk.ts';

/**
 * Commands of `liveCall.ts`, which lets only one call be heard: the live call. It silences all other calls: it puts them on hold,
 * or mutes them in both directions.
 */
export interface LiveCommands {
  /** Puts a call on hold. @param then runs once the call is on hold, unless the call has ended meanwhile */
  readonly hold: (call: TeamsCall, then?: () => void) => Promise<Result<void>>;
  /** Silences all calls except `call`, then shows `call` on the screen and resumes it. */
  readonly switchTo: (call: TeamsCall) => Promise<Result<void>>;
  /** Unmutes the user in a call. If another call has become the live call meanwhile, the user is muted again. */
  readonly unmute: (call: TeamsCall) => Promise<void>;
  /**
   * Ends a call without waiting for other commands, because a hanging command must not keep the user in the call.
   * @param options by default, the others stay in a group call
   */
  readonly hangUp: (call: TeamsCall) => Promise<void>;
  /** Ends the call for everybody in it. @throws what the SDK throws; the user then stays in the call */
  readonly endForEveryone: (call: TeamsCall) => Promise<void>;
  /** Whether the user has hung up the call, and the app has not handled its end yet. */
  readonly isHungUp: (call: TeamsCall) => boolean;
}

/**
 * Creates the chat that a group call belongs to.
 * @param rawIds the raw ids of all participants except the user
 * @returns the thread id of the chat, `19:…@thread.v2`
 */
export type CreateThread = (rawIds: readonly string[]) => Promise<Result<string>>;

/** Adds people to a group call's chat, so that Teams lets them into the call. Does nothing for telephones, or without consent. */
export type AddToThread = (threadId: string, rawIds: readonly string[]) => Promise<void>;

/** What features use besides the SDK's call. */
export interface CallTools {
  /** The SDK's values, for `call.feature(sdk.Features.…)`. */
  readonly sdk: Sdk;
  readonly devices: Devices;
  readonly microphone: Microphone;
  /** Holds, resumes, unmutes and ends calls. A feature must not do that with methods of the SDK's call. */
  readonly live: LiveCommands;
  /** Tells the user, on every screen, that this call could not be transferred. */
  readonly reportTransferFailed: (failure: TransferFailure) => void;
  /** The raw id of the user, `8:orgid:…`, or of an agent, `8:acs:…`. */
  readonly ownId: string;
  readonly capabilities: Capabilities;
  /** Returns the raw id at which the SDK reaches a person: in an agent's calls, colleagues are agents, too. */
  readonly toReachableId: (rawId: string) => string;
  /** The custom context that a transfer of this call passes on; `null` for none. */
  readonly passOn: CustomContext | null;
  readonly createThread: CreateThread;
  readonly addToThread: AddToThread;
}

export interface FeatureContext {
  readonly call: TeamsCall;
  readonly tools: CallTools;
  /**
   * Makes the session read the feature again. Call it whenever `read` may return something new. The session reads the feature
   * anyway when the call's state or the user's capabilities change, when the connection is lost or back, and when the feature's
   * own command begins or ends.
   */
  readonly onChange: () => void;
  /** Calls `onChange` after these events of an SDK object, until the session closes. */
  readonly watch: (emitter: Emitter, ...events: readonly string[]) => void;
  /** The session calls these functions when it closes, for example to remove listeners. */
  readonly atEnd: (...cleanUps: readonly (() => void)[]) => void;
}

export interface FeatureInCall<State, Input> {
  readonly read: () => State;
  /** Asks the SDK to do something. The SDK's event then leads to a new `read`. @throws what the SDK throws */
  readonly run?: (input: Input) => Promise<Result<void> | void>;
  /**
   * Runs once, when the call has ended and the session has closed.
   * @param snapshot the last snapshot of the call
   * @returns what only this feature knows about the end of the call; `null` if it knows nothing
   */
  readonly handleEnd?: (snapshot: CallSnapshot) => FeatureEnd | null;
}

/**
 * One thing that a user does in a call, such as hold. Each feature is a folder with this object and its components, and imports
 * no other feature. `State` is the plain data that the components show. `Input` is what the command needs to know: `void` if it
 * needs nothing, and `never` if the feature has no command.
 */
export interface CallFeature<State, Input = never> {
  readonly name: string;
  /** Makes a new command wait while an earlier one is running. Without this property, the new command does nothing. */
  readonly queuesCommands?: true;
  /** Creates the feature for one call. Its local variables hold what the feature knows about this call. */
  readonly create: (context: FeatureContext) => FeatureInCall<State, Input>;
}

export type AnyCallFeature = CallFeature<unknown>;

/** What components get of a feature. */
export interface FeatureSnapshot<State> {
  readonly state: State;
  /** Whether the feature's command is running. */
  readonly pending: boolean;
}
