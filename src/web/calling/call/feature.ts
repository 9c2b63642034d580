import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { EndKind } from '../../errors/endReason.ts';
import type { Result } from '../../errors/problem.ts';
import type { Devices } from '../devices/devices.ts';
import type { Unsubscribe } from '../sdk/listen.ts';
import type { TransferFailure } from './notice.ts';
import type { Sdk } from '../sdk/sdk.ts';

/** The commands of the owner of the live call (`liveCall.ts`) that a feature may use. */
export interface LiveCommands {
  /** Holds a call. @param then runs once the call is on hold, unless the call has ended meanwhile */
  readonly hold: (call: TeamsCall, then?: () => void) => Promise<Result<void>>;
  /** Silences every other call, then brings this one in front and resumes it. */
  readonly switchTo: (call: TeamsCall) => Promise<Result<void>>;
  /** Unmutes a call for the user. If another call has come in front meanwhile, this one is muted again. */
  readonly unmute: (call: TeamsCall) => Promise<void>;
  /** Ends a call. It does not wait for other commands, so that a command that hangs keeps no user in a call. */
  readonly hangUp: (call: TeamsCall) => Promise<void>;
}

/**
 * Creates the chat that a group call belongs to.
 * @param rawIds of all participants except the user
 * @returns the thread's id, `19:…@thread.v2`
 */
export type CreateThread = (rawIds: readonly string[]) => Promise<Result<string>>;

/** What a feature may use besides the call itself. */
export interface CallTools {
  /** The SDK's values, for `call.feature(sdk.Features.…)`. */
  readonly sdk: Sdk;
  readonly devices: Devices;
  /** Holds, resumes, unmutes and ends calls. A feature must not do that with methods of the SDK's call. */
  readonly live: LiveCommands;
  /** Adds a notice, which the user sees on every screen, that this call could not be transferred. */
  readonly reportTransferFailed: (failure: TransferFailure) => void;
  /** The raw id of the user, `8:orgid:…`. */
  readonly ownId: string;
  readonly createThread: CreateThread;
  /** Makes the session dispose of a stream when the call ends. The feature may dispose of it sooner. */
  readonly disposeAtEnd: (stream: LocalVideoStream) => void;
}

/**
 * One thing that a user does in a call. A feature is one folder with this object and its components; no feature imports
 * another. `State` is plain data. `Input` is what the command needs to know; most commands need nothing.
 */
export interface CallFeature<State, Input = void> {
  readonly name: string;
  /** Makes a command wait while another one of this feature is pending. Otherwise the second command does nothing. */
  readonly inTurn?: true;
  /** Returns the feature's present state as the SDK has it. */
  read(call: TeamsCall, tools: CallTools): State;
  /**
   * Calls `look` whenever `read` may return something new. Not needed for events after which every feature is read: the
   * call's state changes, the connection is lost or back, or the feature's own command runs.
   */
  watch?(call: TeamsCall, look: () => void, tools: CallTools): Unsubscribe;
  /**
   * Runs the feature's command. It never writes the state: it asks the SDK, and the SDK's event leads to a new `read`.
   * @throws what the SDK throws
   */
  run(call: TeamsCall, tools: CallTools, input: Input): Promise<Result<void> | void>;
  /** How the call ended, if this feature ended it. The SDK's end reason does not say so. */
  ending?(call: TeamsCall): EndKind | null;
}

/** A feature for code that does not depend on its `State` and `Input`. */
export type AnyCallFeature = CallFeature<unknown, never>;

export interface FeatureSnapshot<State> {
  readonly state: State;
  /** Whether a command of the feature is running. */
  readonly pending: boolean;
}
