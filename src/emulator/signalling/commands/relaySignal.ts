import type { Call, Participant } from '../calls/call.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { CommandOf, CommandResult, InCall } from './command.ts';
import type { SignallingEvent } from '../../wire/protocol.ts';

/** Relays a step of a WebRTC negotiation. As a real network would, the server drops a signal without an answer. */
export function relaySignal(
  { invitations: { network }, call, sender }: InCall,
  { to, signal: sentSignal }: CommandOf<'signal'>,
): CommandResult {
  const target = call.participants.get(to);
  if (!target || target === sender || target.presence === 'InLobby') return 'no such participant';
  const signal = network.filterSignal(sender.rawId, target.rawId, sentSignal);
  if (!signal) return undefined;
  const event = { t: 'signal' as const, call: call.id, from: sender.id, to, signal };
  const hasJoined = target.presence === 'Joined';
  if (!hasJoined && !countEarlySignal(call, target, event)) return undefined;
  if (!countCandidate(sender, event)) return undefined;
  // The sender's own page plays the media of a bot, so the signal goes back to the sender's page.
  if (target.botMedia && sender.endpoint) sendEvent(sender.endpoint, event);
  else if (target.endpoint) sendEvent(target.endpoint, event);
  else if (!hasJoined) target.pendingSignals.push(event);
  for (const endpoint of target.ringingEndpoints) sendEvent(endpoint, event);
}

type SignalEvent = Extract<SignallingEvent, { t: 'signal' }>;

/**
 * The limit of signals to a participant who has not answered. The server or the ringing page stores them. An offer with its
 * candidates is about a dozen signals, so the limit leaves room for three of the largest size.
 */
const maxEarly = { signals: 100, characters: 180_000 };
/** The limit of early signals to all participants of a call together, in characters of JSON. */
const maxEarlyCharactersOfCall = 2_000_000;
/** The limit of candidates between two descriptions. A machine has a few addresses, gathered once for each description. */
const maxCandidates = 100;

/** Counts an early signal. @returns whether the signal is still within the limits. */
function countEarlySignal(call: Call, target: Participant, { signal }: SignalEvent): boolean {
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

/** Counts an ICE candidate since the last session description. @returns whether the sender is still within the limit. */
function countCandidate({ candidateCounts }: Participant, { to, signal }: SignalEvent): boolean {
  if ('description' in signal) candidateCounts.delete(to);
  if (!('candidate' in signal)) return true;
  const count = candidateCounts.get(to) ?? 0;
  candidateCounts.set(to, count + 1);
  return count < maxCandidates;
}
