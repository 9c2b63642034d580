import { broadcast, type Call, type Member } from './callRecord.ts';
import { tell } from './endpoints.ts';

/** @returns what a feature keeps for everyone in the call, by key. */
export const kept = (call: Call, feature: string): ReadonlyMap<string, unknown> =>
  call.shared.get(feature) ?? new Map<string, unknown>();

/** Keeps something for everyone in the call, and for who comes later. Only the change travels. `null` takes it away. */
export function keep(call: Call, feature: string, key: string, value: unknown): void {
  const entries = call.shared.get(feature) ?? new Map<string, unknown>();
  if (value === null ? !entries.delete(key) : entries.get(key) === value) return;
  if (value !== null) entries.set(key, value);
  call.shared.set(feature, entries);
  broadcast(call, { t: 'shared', call: call.id, feature, key, value });
}

/** Tells someone who has just come in everything that is kept. */
export function catchUp(call: Call, { endpoint }: Member): void {
  if (!endpoint) return;
  for (const [feature, entries] of call.shared) {
    for (const [key, value] of entries) tell(endpoint, { t: 'shared', call: call.id, feature, key, value });
  }
}

/** What was kept about a participant goes with the participant. */
export function forgetParticipant(call: Call, participant: string): void {
  for (const feature of call.shared.keys()) keep(call, feature, participant, null);
}

/** Passes something on that nobody keeps. @param to everyone but the speaker, when left out. */
export function say(call: Call, feature: string, self: Member, what: unknown, to?: readonly Member[]): void {
  const event = { t: 'said' as const, call: call.id, feature, from: self.participant, what };
  if (!to) return broadcast(call, event, self);
  for (const { endpoint } of to) if (endpoint) tell(endpoint, event);
}
