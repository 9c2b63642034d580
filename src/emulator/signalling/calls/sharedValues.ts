import { broadcast, type Call, type Participant } from './call.ts';
import { sendEvent } from '../endpoints/endpointRegistry.ts';

/** @returns what a feature keeps for everyone in the call, by key. */
export const sharedValuesOf = (call: Call, feature: string): ReadonlyMap<string, unknown> =>
  call.sharedValues.get(feature) ?? new Map<string, unknown>();

/** Keeps something for everyone in the call, and for who comes later. Only the change travels. `null` takes it away. */
export function setSharedValue(call: Call, feature: string, key: string, value: unknown): void {
  const entries = call.sharedValues.get(feature) ?? new Map<string, unknown>();
  if (value === null ? !entries.delete(key) : entries.get(key) === value) return;
  if (value !== null) entries.set(key, value);
  call.sharedValues.set(feature, entries);
  broadcast(call, { t: 'shared', call: call.id, feature, key, value });
}

/** Tells someone who has just come in everything that is kept. */
export function sendSharedValues(call: Call, { endpoint }: Participant): void {
  if (!endpoint) return;
  for (const [feature, entries] of call.sharedValues) {
    for (const [key, value] of entries)
      sendEvent(endpoint, { t: 'shared', call: call.id, feature, key, value });
  }
}

/** What was kept about a participant goes with the participant. */
export function removeSharedValues(call: Call, participant: string): void {
  for (const feature of call.sharedValues.keys()) setSharedValue(call, feature, participant, null);
}

/** Passes something on that nobody keeps. @param to everyone but the speaker, when left out. */
export function sendFeatureMessage(
  call: Call,
  feature: string,
  self: Participant,
  what: unknown,
  to?: readonly Participant[],
): void {
  const event = { t: 'said' as const, call: call.id, feature, from: self.id, what };
  if (!to) return broadcast(call, event, self);
  for (const { endpoint } of to) if (endpoint) sendEvent(endpoint, event);
}
