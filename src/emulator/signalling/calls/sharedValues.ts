import { sendEvent } from '../endpoints/endpoint.ts';
import { broadcast, type Call, type Participant } from './call.ts';

/** @returns the values that a call feature, such as raised hands, shares with the whole call. Most keys are participant ids. */
export const readSharedValues = (call: Call, feature: string): ReadonlyMap<string, unknown> =>
  call.sharedValues.get(feature) ?? new Map<string, unknown>();

/**
 * Stores a value and, if it has changed, sends it to everyone in the call. Participants who join later get it when they join.
 * @param value `null` removes the value.
 */
export function setSharedValue(call: Call, feature: string, key: string, value: unknown): void {
  const values = call.sharedValues.get(feature) ?? new Map<string, unknown>();
  const isUnchanged = value === null ? !values.has(key) : values.get(key) === value;
  if (isUnchanged) return;
  if (value === null) values.delete(key);
  else values.set(key, value);
  call.sharedValues.set(feature, values);
  broadcast(call, { t: 'shared', call: call.id, feature, key, value });
}

/** Sends all values of all features to a participant who joins. */
export function sendSharedValues(call: Call, { endpoint }: Participant): void {
  if (!endpoint) return;
  for (const [feature, values] of call.sharedValues) {
    for (const [key, value] of values) {
      sendEvent(endpoint, { t: 'shared', call: call.id, feature, key, value });
    }
  }
}

/** Removes the values whose key is the id of a participant who leaves. */
export function removeSharedValues(call: Call, participantId: string): void {
  for (const feature of call.sharedValues.keys()) setSharedValue(call, feature, participantId, null);
}

/** Sends a call feature's message to the receivers: by default, everyone in the call except the sender. */
export function sendFeatureMessage(
  call: Call,
  feature: string,
  sender: Participant,
  content: unknown,
  receivers?: readonly Participant[],
): void {
  const event = { t: 'said' as const, call: call.id, feature, from: sender.id, what: content };
  if (!receivers) return broadcast(call, event, sender);
  for (const { endpoint } of receivers) if (endpoint) sendEvent(endpoint, event);
}
