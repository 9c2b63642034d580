import { sendEvent } from '../endpoints/endpoint.ts';
import { broadcast, type Call, type Participant } from './call.ts';

/** @returns what a feature shares with everyone in the call, by key. */
export const sharedValuesOf = (call: Call, feature: string): ReadonlyMap<string, unknown> =>
  call.sharedValues.get(feature) ?? new Map<string, unknown>();

/**
 * Sets a value that everyone in the call receives, and everyone who joins later.
 * @param value compared by identity: a value that has not changed is not sent. `null` removes it.
 */
export function setSharedValue(call: Call, feature: string, key: string, value: unknown): void {
  const values = call.sharedValues.get(feature) ?? new Map<string, unknown>();
  if (value === null ? !values.delete(key) : values.get(key) === value) return;
  if (value !== null) values.set(key, value);
  call.sharedValues.set(feature, values);
  broadcast(call, { t: 'shared', call: call.id, feature, key, value });
}

/** Sends all shared values to a participant who has just joined. */
export function sendSharedValues(call: Call, { endpoint }: Participant): void {
  if (!endpoint) return;
  for (const [feature, values] of call.sharedValues) {
    for (const [key, value] of values) {
      sendEvent(endpoint, { t: 'shared', call: call.id, feature, key, value });
    }
  }
}

/** Removes the values of a participant who leaves: those whose key is the participant id. */
export function removeSharedValues(call: Call, participantId: string): void {
  for (const feature of call.sharedValues.keys()) setSharedValue(call, feature, participantId, null);
}

/**
 * Sends a feature's message. The server does not store it.
 * @param receivers everyone but the sender when left out.
 */
export function sendFeatureMessage(
  call: Call,
  feature: string,
  sender: Participant,
  what: unknown,
  receivers?: readonly Participant[],
): void {
  const event = { t: 'said' as const, call: call.id, feature, from: sender.id, what };
  if (!receivers) return broadcast(call, event, sender);
  for (const { endpoint } of receivers) if (endpoint) sendEvent(endpoint, event);
}
