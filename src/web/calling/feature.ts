import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { Result } from '../errors/problem.ts';
import type { Devices } from './devices.ts';
import type { Unsubscribe } from './listen.ts';

/** What a command may use besides the call itself. */
export interface CallTools {
  readonly devices: Devices;
  /** Hands a stream to the call's owner, who disposes of it when the call ends at the latest. */
  readonly own: (stream: LocalVideoStream) => void;
}

/**
 * One thing a person can do in a call. A feature is one folder: this object, its button, and nothing that another
 * feature would import. `State` is plain data.
 */
export interface CallFeature<State> {
  readonly name: string;
  /** What the SDK says now. Commands never write this: they ask the SDK, and its events make us look again. */
  read(call: TeamsCall): State;
  /** Calls `look` whenever `read` may answer something new. */
  watch(call: TeamsCall, look: () => void): Unsubscribe;
  /** Does it, or undoes it, depending on the call's state. May throw what the SDK throws. */
  run(call: TeamsCall, tools: CallTools): Promise<Result<void> | void>;
}

/** A feature whose `State` does not matter to the one who handles it. */
export type AnyCallFeature = CallFeature<unknown>;

export interface FeatureSnapshot<State> {
  readonly state: State;
  /** The command has been given and the SDK has not answered yet. */
  readonly pending: boolean;
}
