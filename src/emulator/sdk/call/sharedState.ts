import type { Command, Event, Refusal } from '../../wire/protocol.ts';
import type { CommandSender } from '../base/commandSender.ts';
import { callingError } from '../base/errors.ts';

/** A change of what the server keeps for one feature of the call. */
export interface StateChange {
  readonly key: string;
  /** `undefined` when the key was removed. */
  readonly value: unknown;
}

/** A message of a feature that the server passes on and does not keep. */
export interface FeatureMessage {
  /** The id of the participant who sent it. */
  readonly from: string;
  readonly what: unknown;
}

/** The commands that the server answers, without the fields that `request` adds. */
export type AnsweredCommand = WithoutRef<Extract<Command, { ref?: string | undefined }>>;
type WithoutRef<T> = T extends unknown ? Omit<T, 'call' | 'ref'> : never;
type SharedEvent = Extract<Event, { t: 'shared' | 'said' | 'answered' }>;
type Listener<T> = (value: T) => void;
type Listeners<T> = Map<string, Set<Listener<T>>>;

const callEnded: Refusal = { code: 400, subCode: 0, message: 'The call has ended.' };

/**
 * What the server keeps for the features of a call, the same for every participant, and the way to change it. It lives
 * as long as the call, so a feature that an app asks for late still knows what came before.
 */
export class SharedState {
  private readonly connection: CommandSender;
  private readonly call: string;
  private readonly features = new Map<string, Map<string, unknown>>();
  private readonly changeListeners: Listeners<StateChange> = new Map();
  private readonly messageListeners: Listeners<FeatureMessage> = new Map();
  private readonly pending = new Map<string, (refusal: Refusal | null) => void>();
  private isClosed = false;

  constructor(connection: CommandSender, call: string) {
    this.connection = connection;
    this.call = call;
  }

  /** @returns the present state of a feature, by key. */
  of(feature: string): ReadonlyMap<string, unknown> {
    return this.features.get(feature) ?? new Map<string, unknown>();
  }

  /** Calls the listener after every change of a feature's state. @returns the function that stops it. */
  watch(feature: string, listener: Listener<StateChange>): () => void {
    return listen(this.changeListeners, feature, listener);
  }

  /** Calls the listener with every message of a feature. @returns the function that stops it. */
  onMessage(feature: string, listener: Listener<FeatureMessage>): () => void {
    return listen(this.messageListeners, feature, listener);
  }

  /**
   * Asks the server to change a feature's state. Settles when the change has been made and is known here.
   * @throws the server's refusal, as an error of the SDK.
   */
  ask(feature: string, what: unknown): Promise<void> {
    return this.request({ t: 'ask', feature, what });
  }

  /**
   * Sends a command that the server answers.
   * @throws the server's refusal; 400/0 when the call has ended, since nobody would answer.
   */
  request(command: AnsweredCommand): Promise<void> {
    if (this.isClosed) return Promise.reject(errorOf(callEnded));
    const ref = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      this.pending.set(ref, (refusal) => {
        if (refusal) reject(errorOf(refusal));
        else resolve();
      });
      this.connection.send({ ...command, call: this.call, ref });
    });
  }

  /** Applies an event of the server. */
  handle(event: SharedEvent): void {
    if (event.t === 'answered') {
      this.pending.get(event.ref)?.(event.refusal);
      this.pending.delete(event.ref);
      return undefined;
    }
    const { feature } = event;
    if (event.t === 'said')
      return notify(this.messageListeners, feature, { from: event.from, what: event.what });
    const state = this.features.get(feature) ?? new Map<string, unknown>();
    this.features.set(feature, state);
    const value = event.value ?? undefined;
    if (value === undefined) state.delete(event.key);
    else state.set(event.key, value);
    return notify(this.changeListeners, feature, { key: event.key, value });
  }

  /** The call has ended: pending requests are rejected, and no listener is called any more. */
  close(): void {
    this.isClosed = true;
    for (const settle of this.pending.values()) settle(callEnded);
    this.pending.clear();
    this.changeListeners.clear();
    this.messageListeners.clear();
  }
}

const errorOf = ({ code, subCode, message }: Refusal) => callingError(code, subCode, message);

function listen<T>(all: Listeners<T>, feature: string, listener: Listener<T>): () => void {
  const listeners = all.get(feature) ?? new Set();
  all.set(feature, listeners.add(listener));
  return () => listeners.delete(listener);
}

function notify<T>(all: Listeners<T>, feature: string, value: T): void {
  for (const listener of Array.from(all.get(feature) ?? [])) listener(value);
}
