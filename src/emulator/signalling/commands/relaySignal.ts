import type { Call, Participant } from '../calls/call.ts';
import { sendEvent } from '../endpoints/endpoint.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';
import type { CommandOf, CommandResult } from './command.ts';
import { acceptsCandidate, acceptsEarlySignal } from './relayLimits.ts';

/** Relays a step of a negotiation to another participant, unless the emulated network or a limit drops it. */
export function relaySignal(
  network: EmulatedNetwork,
  call: Call,
  self: Participant,
  { to, signal: sent }: CommandOf<'signal'>,
): CommandResult {
  const target = call.participants.get(to);
  if (!target || target === self || target.presence === 'InLobby') return 'no such participant';
  const signal = network.relay(self.rawId, target.rawId, sent);
  if (!signal) return undefined;
  const event = { t: 'signal' as const, call: call.id, from: self.id, to, signal };
  const hasJoined = target.presence === 'Joined';
  if (!hasJoined && !acceptsEarlySignal(call, target, event)) return undefined;
  if (!acceptsCandidate(self, event)) return undefined;
  // The media end of a bot is in the sender's own page.
  if (target.bot && self.endpoint) sendEvent(self.endpoint, event);
  else if (target.endpoint) sendEvent(target.endpoint, event);
  else if (!hasJoined) target.pendingSignals.push(event);
  for (const endpoint of target.ringingEndpoints) sendEvent(endpoint, event);
  return undefined;
}
