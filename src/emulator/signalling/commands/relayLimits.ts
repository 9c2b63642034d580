import type { SignallingEvent } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';

type SignalEvent = Extract<SignallingEvent, { t: 'signal' }>;

/**
 * The limit of early signals to one participant. An early signal is a step of a WebRTC negotiation that is sent to a
 * participant who has not answered yet. The server or the ringing page stores such signals. An offer with its candidates
 * is about a dozen signals. The limit leaves room for three offers of the largest size.
 */
const maxEarly = { signals: 100, characters: 180_000 };
/** The limit of early signals to all participants of a call together, in characters of JSON. */
const maxEarlyCharactersOfCall = 2_000_000;
/**
 * The limit of ICE candidates between two session descriptions. A machine has a few addresses, and a browser gathers them
 * once for each description.
 */
const maxCandidates = 100;

/** Counts an early signal. @returns whether the signal is still within the limits. */
export function countEarlySignal(call: Call, target: Participant, { signal }: SignalEvent): boolean {
  const { earlySignalTotals } = target;
  const characters = JSON.stringify(signal).length;
  if (earlySignalTotals.signals >= maxEarly.signals) return false;
  if (earlySignalTotals.characters + characters > maxEarly.characters) return false;
  let charactersOfCall = characters;
  for (const participant of call.participants.values()) {
    charactersOfCall += participant.earlySignalTotals.characters;
  }
  if (charactersOfCall > maxEarlyCharactersOfCall) return false;
  earlySignalTotals.signals += 1;
  earlySignalTotals.characters += characters;
  return true;
}

/**
 * Counts an ICE candidate, which makes the receiving browser probe an address. A session description starts the count
 * again.
 * @returns whether the sender is still within the limit; `true` for signals that are no candidates.
 */
export function countCandidate({ candidateCounts }: Participant, { to, signal }: SignalEvent): boolean {
  if ('description' in signal) candidateCounts.delete(to);
  if (!('candidate' in signal)) return true;
  const count = candidateCounts.get(to) ?? 0;
  candidateCounts.set(to, count + 1);
  return count < maxCandidates;
}
