import type { Event } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';

type SignalEvent = Extract<Event, { t: 'signal' }>;

/**
 * The server, or a page that rings, stores what is signalled to a participant who has not answered. An offer and its
 * candidates are about a dozen signals; the limit leaves room for three offers of the largest size.
 */
const maxEarly = { signals: 100, characters: 180_000 };
/** The same for all participants of a call who have not answered. */
const maxEarlyCharactersOfCall = 2_000_000;
/** Candidates between two descriptions: a machine has a few addresses, and a browser gathers them once. */
const maxCandidates = 100;

/** Counts a signal to a participant who has not answered. @returns whether it is still within the limits. */
export function acceptsEarlySignal(call: Call, target: Participant, { signal }: SignalEvent): boolean {
  const { earlySignals } = target;
  const characters = JSON.stringify(signal).length;
  if (earlySignals.signals >= maxEarly.signals) return false;
  if (earlySignals.characters + characters > maxEarly.characters) return false;
  const total = [...call.participants.values()].reduce(
    (sum, one) => sum + one.earlySignals.characters,
    characters,
  );
  if (total > maxEarlyCharactersOfCall) return false;
  earlySignals.signals += 1;
  earlySignals.characters += characters;
  return true;
}

/**
 * Counts a candidate, which makes the receiving browser probe an address.
 * @returns whether the sender is still within the limit. Signals other than candidates always are.
 */
export function acceptsCandidate({ candidateCounts }: Participant, { to, signal }: SignalEvent): boolean {
  if ('description' in signal) candidateCounts.delete(to);
  if (!('candidate' in signal)) return true;
  const count = candidateCounts.get(to) ?? 0;
  candidateCounts.set(to, count + 1);
  return count < maxCandidates;
}
