import type { Call, Participant } from '../calls/call.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';
import type { CommandOf, CommandResult } from './command.ts';
import { countCandidate, countEarlySignal } from './relayLimits.ts';

/**
 * Relays a step of a WebRTC negotiation to another participant. The emulated network or a limit may drop the signal
 * without an answer, as a real network would.
 */
export function relaySignal(
  network: EmulatedNetwork,
  call: Call,
  sender: Participant,
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
  return undefined;
}
