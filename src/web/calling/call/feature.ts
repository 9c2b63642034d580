import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { EndKind } from '../../errors/endReason.ts';
import type { Result } from '../../errors/problem.ts';
import type { Devices } from '../devices/devices.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import type { TransferFailure } from './notice.ts';
import type { Sdk } from '../sdk/sdk.ts';

/** The commands of the owner of the live call (`liveCall.ts`) that a feature may give. */
export interface LiveCommands {
  /** Holds a call, then runs what needs it on hold. @param then does not run if the call ended meanwhile */
  readonly hold: (call: TeamsCall, then?: () => void) => Promise<Result<void>>;
  /** Holds every other call, then brings this one in front and resumes it. */
  readonly switchTo: (call: TeamsCall) => Promise<Result<void>>;
  /** Unmutes a call for the user. A call that is no longer in front when the SDK has answered stays silent. */
  readonly unmute: (call: TeamsCall) => Promise<void>;
  /** Ends a call. This waits for nothing: a command that hangs must not keep a user in a call. */
  readonly hangUp: (call: TeamsCall) => Promise<void>;
}

/**
 * Makes the chat that a group call belongs to.
 * @param rawIds of everyone except the user
 * @returns the thread's id, `19:…@thread.v2`
 */
export type CreateThread = (rawIds: readonly string[]) => Promise<Result<string>>;

/** What a feature may use besides the call itself. */
export interface CallTools {
  /** The SDK's values, for `call.feature(sdk.Features.…)`. */
  readonly sdk: Sdk;
  readonly devices: Devices;
  /** Holds, resumes, unmutes and ends calls: a feature never does that to the SDK's call itself. */
  readonly live: LiveCommands;
  /** Tells the user, wherever they look, that the person in this call stays here. */
  readonly tellTransferFailed: (failure: TransferFailure) => void;
  /** Our own raw id, `8:orgid:…`. */
  readonly ownId: string;
  /** Makes the chat that a call of more than two belongs to. */
  readonly createThread: CreateThread;
  /** Hands a stream to the call's owner, who disposes of it when the call ends at the latest. */
  readonly own: (stream: LocalVideoStream) => void;
}

/**
 * One thing a person can do in a call. A feature is one folder: this object, its button, and nothing that another
 * feature would import. `State` is plain data; `Input` is what the command needs to be told, mostly nothing.
 */
export interface CallFeature<State, Input = void> {
  readonly name: string;
  /** A command given while another is under way waits for its turn; without this it does nothing. */
  readonly inTurn?: true;
  /** What the SDK says now. Commands never write this: they ask the SDK, and its events make us look again. */
  read(call: TeamsCall, tools: CallTools): State;
  /**
   * Calls `look` whenever `read` may return something new. It is not needed for what every feature is read after: a
   * change of the call's state, a connection that is lost or back, and the feature's own command.
   */
  watch?(call: TeamsCall, look: () => void, tools: CallTools): Unsubscribe;
  /** Does it, or undoes it, depending on the call's state. May throw what the SDK throws. */
  run(call: TeamsCall, tools: CallTools, input: Input): Promise<Result<void> | void>;
  /** How the call ended, when it was this feature that ended it; the SDK's own reason does not tell that. */
  ending?(call: TeamsCall): EndKind | null;
}

/** A feature whose `State` and `Input` do not matter to the one who handles it. */
export type AnyCallFeature = CallFeature<unknown, never>;

export interface FeatureSnapshot<State> {
  readonly state: State;
  /** The command has been given and the SDK has not answered yet. */
  readonly pending: boolean;
}
