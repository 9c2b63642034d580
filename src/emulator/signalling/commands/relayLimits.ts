import type { Event } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';

type Signalled = Extract<Event, { t: 'signal' }>;

/**
 * What is signalled to a participant that has not answered is kept, by the server or by a page that rings. An offer and
 * its candidates are about a dozen signals; this is room for one offer of the largest size, three times.
 */
const mostEarly = { signals: 100, characters: 180_000 };
/** The same for everyone together whom a call rings. */
const mostEarlyOfCall = 2_000_000;
/** A machine has a few addresses, and a browser gathers once for a description. */
const mostCandidates = 100;

/** @returns whether a participant that has not answered yet is sent one signal more. */
export function acceptsEarlySignal(
  call: Call,
  { earlySignals: early }: Participant,
  { signal }: Signalled,
): boolean {
  const characters = JSON.stringify(signal).length;
  if (early.signals >= mostEarly.signals || early.characters + characters > mostEarly.characters)
    return false;
  const all = [...call.participants.values()].reduce(
    (sum, one) => sum + one.earlySignals.characters,
    characters,
  );
  if (all > mostEarlyOfCall) return false;
  early.signals += 1;
  early.characters += characters;
  return true;
}

/** @returns whether a participant may send another one this candidate: each makes a browser probe an address. */
export function acceptsCandidate(
  { candidateCounts: candidates }: Participant,
  { to, signal }: Signalled,
): boolean {
  if ('description' in signal) candidates.delete(to);
  if (!('candidate' in signal)) return true;
  const sent = candidates.get(to) ?? 0;
  candidates.set(to, sent + 1);
  return sent < mostCandidates;
}
