import type { SignallingEvent, Refusal } from '../../wire/protocol.ts';
import { toError } from '../base/errors.ts';
import { Requests, type AnsweredCommand, type CommandSender, type Without } from './requests.ts';

/** A change of one value that the server keeps for a feature of the call. */
export interface StateChange {
  /** For most features, this is the id of the participant that the value is about. */
  readonly key: string;
  /** `undefined` when the value was removed. */
  readonly value: unknown;
}

/** A message of a feature, such as a reaction. The server relays it and does not keep it. */
export interface FeatureMessage {
  /** The participant id of the sender. */
  readonly senderId: string;
  readonly content: unknown;
}

/** `shared`: a value has changed. `said`: a feature's message. `answered`: the server's answer to a request. */
type SharedEvent = Extract<SignallingEvent, { t: 'shared' | 'said' | 'answered' }>;
/** `T` is `StateChange` or `FeatureMessage`. */
type Listener<T> = (event: T) => void;
type ListenersByFeature<T> = Map<string, Set<Listener<T>>>;

const callEnded: Refusal = { code: 400, subCode: 0, message: 'The call has ended.' };

/**
 * The values that the server keeps for a call's features, such as the raised hands, and the features' messages and requests.
 * Every participant gets the same values. This object collects them from the beginning of the call, even if the app creates the
 * feature's object later.
 */
export class SharedState {
  private readonly requests: Requests;
  private readonly callId: string;
  private readonly valuesByFeature = new Map<string, Map<string, unknown>>();
  private readonly changeListeners: ListenersByFeature<StateChange> = new Map();
  private readonly messageListeners: ListenersByFeature<FeatureMessage> = new Map();
  private isClosed = false;

  constructor(connection: CommandSender, callId: string) {
    this.requests = new Requests(connection);
    this.callId = callId;
  }

  /** @returns a feature's present values, by key. */
  valuesOf(feature: string): ReadonlyMap<string, unknown> {
    return this.valuesByFeature.get(feature) ?? new Map<string, unknown>();
  }

  /** Calls the listener after each change of a feature's values. @returns the function that removes the listener. */
  watch(feature: string, listener: Listener<StateChange>): () => void {
    return addListener(this.changeListeners, feature, listener);
  }

  /** Calls the listener with each message of a feature. @returns the function that removes the listener. */
  onMessage(feature: string, listener: Listener<FeatureMessage>): () => void {
    return addListener(this.messageListeners, feature, listener);
  }

  /**
   * Asks the server to change the values of a feature, or to relay a message. Resolves when the server has answered. It sends
   * changed values before the answer.
   * @param content the request. Its type depends on the feature, and the server checks it.
   * @throws the server's refusal, as an error of the SDK; code 400, subcode 0, when the call has ended.
   */
  sendFeatureRequest(feature: string, content: unknown): Promise<void> {
    return this.sendRequest({ t: 'ask', feature, what: content });
  }

  /** Sends a command, with the same errors as `sendFeatureRequest`. Resolves when the server has carried it out. */
  sendRequest(command: Without<AnsweredCommand, 'call' | 'ref'>): Promise<void> {
    if (this.isClosed) return Promise.reject(toError(callEnded));
    return this.requests.send({ ...command, call: this.callId });
  }

  handleEvent(event: SharedEvent): void {
    if (event.t === 'answered') return void this.requests.handleAnswer(event);
    const { feature } = event;
    if (event.t === 'said')
      return notify(this.messageListeners, feature, { senderId: event.from, content: event.what });
    const values = this.valuesByFeature.get(feature) ?? new Map<string, unknown>();
    this.valuesByFeature.set(feature, values);
    // The server sends `null` for a value that was removed.
    const value = event.value ?? undefined;
    if (value === undefined) values.delete(event.key);
    else values.set(event.key, value);
    return notify(this.changeListeners, feature, { key: event.key, value });
  }

  /** Called when the call has ended. Pending and later requests fail. */
  close(): void {
    this.isClosed = true;
    this.requests.refuseAll(callEnded);
    this.changeListeners.clear();
    this.messageListeners.clear();
  }
}

function addListener<T>(all: ListenersByFeature<T>, feature: string, listener: Listener<T>): () => void {
  const listeners = all.get(feature) ?? new Set();
  all.set(feature, listeners.add(listener));
  return () => listeners.delete(listener);
}

/** Listeners that are added meanwhile do not get the event. */
function notify<T>(all: ListenersByFeature<T>, feature: string, event: T): void {
  for (const listener of Array.from(all.get(feature) ?? [])) listener(event);
}
