import type { Call, Participant } from '../calls/call.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import { reconnectIfNeeded } from '../network/emulatedNetwork.ts';
import type { CommandOf, CommandResult, InCall } from './command.ts';
import type { EventOf } from '../../wire/protocol.ts';

/** Relays a signal: a step of a WebRTC negotiation. One beyond a limit is dropped silently, as if the network had lost it. */
export function relaySignal(
  { invitations: { network }, call, sender }: InCall,
  { to, signal: sentSignal }: CommandOf<'signal'>,
): CommandResult {
  const target = call.participants.get(to);
  if (!target || target === sender || target.presence === 'InLobby') return 'no such participant';
  // If the media is lost already, the two pages find no path. They look again when the server tells them that the media is back.
  for (const participant of [sender, target])
    participant.losesMedia ||= network.losesMedia(participant.rawId);
  network.relay.route(sender, target, sentSignal, (routed) => {
    const passed = network.filterSignal(sender.rawId, target.rawId, routed);
    if (!passed || !call.participants.has(to)) return;
    deliverSignal(call, sender, target, { t: 'signal', call: call.id, from: sender.id, to, ...passed });
    // The offer may have been made before a test set a network, for example while the call rang.
    reconnectIfNeeded(call, network, sender, target);
  });
  return undefined;
}

function deliverSignal(call: Call, sender: Participant, target: Participant, event: EventOf<'signal'>): void {
  const hasJoined = target.presence === 'Joined';
  if (!hasJoined && !countEarlySignal(call, target, event)) return;
  if (!countCandidate(sender, event)) return;
  // The sender's own page generates a bot's media, so it negotiates with itself: it gets its signals back.
  if (target.botMedia && sender.endpoint) sendEvent(sender.endpoint, event);
  else if (target.endpoint) sendEvent(target.endpoint, event);
  else if (!hasJoined) target.pendingSignals.push(event);
  for (const endpoint of target.ringingEndpoints) sendEvent(endpoint, event);
}

/**
 * The limit of early signals: those to a participant who has not answered, which the server or the ringing page stores.
 * An offer with its candidates is about a dozen signals. The limit of characters of JSON admits three of the largest offers.
 */
const maxEarly = { signals: 100, characters: 180_000 };
/** The limit of early signals to all participants of a call together, in characters of JSON. */
const maxEarlyCharactersOfCall = 2_000_000;
/** How many ICE candidates may follow a session description. A machine has a few addresses, and a browser sends each once. */
const maxCandidates = 100;

/** Counts an early signal. @returns whether the signal is still within the limits. */
function countEarlySignal(call: Call, target: Participant, { signal }: EventOf<'signal'>): boolean {
  const { earlySignalTotals: totals } = target;
  const characters = JSON.stringify(signal).length;
  if (totals.signals >= maxEarly.signals || totals.characters + characters > maxEarly.characters)
    return false;
  let charactersOfCall = characters;
  for (const { earlySignalTotals } of call.participants.values())
    charactersOfCall += earlySignalTotals.characters;
  if (charactersOfCall > maxEarlyCharactersOfCall) return false;
  totals.signals += 1;
  totals.characters += characters;
  return true;
}

/** Counts the sender's ICE candidates since its last session description. @returns whether they are within the limit. */
function countCandidate({ candidateCounts }: Participant, { to, signal }: EventOf<'signal'>): boolean {
  if ('description' in signal) candidateCounts.delete(to);
  if (!('candidate' in signal)) return true;
  const count = candidateCounts.get(to) ?? 0;
  candidateCounts.set(to, count + 1);
  return count < maxCandidates;
}
