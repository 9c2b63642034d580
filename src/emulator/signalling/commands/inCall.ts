import type { Command, Refusal } from '../../wire/protocol.ts';
import { broadcast, addParticipant, type Call, type Participant } from '../calls/call.ts';
import * as ends from '../../wire/endCodes.ts';
import { sendEvent } from '../endpoints/endpointRegistry.ts';
import { refusal } from '../features/feature.ts';
import { findFeature } from '../features/features.ts';
import { permittedState } from '../features/mediaAccess.ts';
import { rejectFromLobby } from '../calls/lobby.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';
import { acceptsCandidate, acceptsEarlySignal } from './relayLimits.ts';
import type { Ringing } from '../ringing/ringing.ts';
import { announceParticipant, turnIntoGroupCall, capabilityRefusal } from '../calls/callContext.ts';
import type { CallStore } from '../calls/callStore.ts';
import { takeOverScreenShare } from '../calls/mediaState.ts';
import { transfer, reportTransfer } from './transfer.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;
/** What only somebody in the call may ask for. */
export type InCallCommand = Exclude<
  Command,
  { t: 'start' | 'join' | 'accept' | 'reject' | 'take' | 'survey' }
>;
/** Why not; `undefined` is done. */
export type CommandResult = string | Refusal | undefined;

/** Carries out what somebody in a call asks for, if its role allows it. */
export function runInCall(
  rooms: CallStore,
  ringing: Ringing,
  call: Call,
  self: Participant,
  command: InCallCommand,
): CommandResult {
  switch (command.t) {
    case 'leave':
      return leave(rooms, call, self, command);
    case 'signal':
      return relay(ringing.network, call, self, command);
    case 'state':
      return show(call, self, command);
    case 'add':
      return add(ringing, call, self, command);
    case 'remove':
      return remove(rooms, call, self, command.participant);
    case 'admit':
      return admit(rooms, call, self, command.participants);
    case 'deny':
      return deny(rooms, call, self, command.participant);
    case 'mute':
      return mute(call, self, command.participants);
    case 'transfer':
      return transfer(call, self, command, (id) => rooms.find(id));
    case 'transferred':
      return reportTransfer(call, self, command.ticket, command.end);
    case 'ask': {
      const feature = findFeature(command.feature);
      return feature
        ? feature.handle(call, self, command.what)
        : refusal(501, 0, `${command.feature}: there is no such feature.`);
    }
  }
}

const mediaEnds = { mediaRefused: ends.mediaRefused, mediaLost: ends.mediaLost };

function leave(
  rooms: CallStore,
  call: Call,
  self: Participant,
  { everyone, because }: Of<'leave'>,
): CommandResult {
  const why = everyone ? capabilityRefusal(call, self, 'hangUpForEveryOne') : undefined;
  if (everyone && !why) rooms.endCall(call);
  // Whoever may not end it for all has left all the same: a page that hangs up is gone before the answer.
  else rooms.removeParticipant(call, self, because ? mediaEnds[because] : ends.hungUp);
  return why;
}

function show(call: Call, self: Participant, { state }: Of<'state'>): CommandResult {
  const why = state.screen ? capabilityRefusal(call, self, 'shareScreen') : undefined;
  const screen = state.screen && !why;
  // Whoever waits in the lobby takes the screen over once admitted, and not before.
  if (screen && !self.state.screen && self.presence === 'Joined') takeOverScreenShare(call, self);
  self.state = permittedState(call, self, { ...state, screen });
  announceParticipant(call, self);
  return why;
}

function add(
  ringing: Ringing,
  call: Call,
  self: Participant,
  { participant, id, threadId }: Of<'add'>,
): CommandResult {
  const why = capabilityRefusal(call, self, id.startsWith('4:') ? 'addPhoneNumber' : 'addTeamsUser');
  if (why) return why;
  if (call.participants.has(participant)) return 'participant exists';
  // Two may add the same person at once; nobody rings twice for one call.
  if ([...call.participants.values()].some((member) => member.rawId === id)) return 'is in this call already';
  turnIntoGroupCall(call, threadId);
  ringing.invite(call, self, addParticipant(call, participant, id, 'Connecting'));
  return undefined;
}

function remove(rooms: CallStore, call: Call, self: Participant, participant: string): CommandResult {
  const why = capabilityRefusal(call, self, 'removeParticipant');
  if (why) return why;
  const target = call.participants.get(participant);
  if (!target) return 'no such participant';
  if (target.presence === 'InLobby') return deny(rooms, call, self, participant);
  const end = target.presence === 'Joined' ? ends.removed : ends.cancelled;
  rooms.notifyEnd(call, target, end);
  rooms.removeParticipant(call, target, end);
  return undefined;
}

function admit(
  rooms: CallStore,
  call: Call,
  self: Participant,
  participants: readonly string[],
): CommandResult {
  const why = capabilityRefusal(call, self, 'manageLobby');
  if (why) return why;
  const waiting = participants.flatMap((id) => {
    const member = call.participants.get(id);
    return member?.presence === 'InLobby' ? [member] : [];
  });
  for (const member of waiting) rooms.join(call, member);
  return waiting.length > 0 ? undefined : refusal(400, 0, 'Nobody of these waits in the lobby.');
}

function deny(rooms: CallStore, call: Call, self: Participant, participant: string): CommandResult {
  const why = capabilityRefusal(call, self, 'manageLobby');
  if (why) return why;
  const member = call.participants.get(participant);
  if (member?.presence !== 'InLobby') return refusal(400, 0, 'This participant does not wait in the lobby.');
  rejectFromLobby(rooms, call, member);
  return undefined;
}

function mute(call: Call, self: Participant, participants: readonly string[]): CommandResult {
  const why = capabilityRefusal(call, self, 'muteOthers');
  if (why) return why;
  const event = { t: 'muted' as const, call: call.id, by: self.id };
  broadcast(call, event, self, ({ id: participant }) => participants.includes(participant));
  return undefined;
}

function relay(
  network: EmulatedNetwork,
  call: Call,
  self: Participant,
  { to, signal: sent }: Of<'signal'>,
): CommandResult {
  const target = call.participants.get(to);
  if (!target || target === self || target.presence === 'InLobby') return 'no such participant';
  const signal = network.relay(self.rawId, target.rawId, sent);
  if (!signal) return undefined;
  const event = { t: 'signal' as const, call: call.id, from: self.id, to, signal };
  if (target.presence !== 'Joined' && !acceptsEarlySignal(call, target, event)) return undefined;
  if (!acceptsCandidate(self, event)) return undefined;
  // A bot's media end lives in the page of whoever talks to it.
  if (target.bot && self.endpoint) sendEvent(self.endpoint, event);
  else if (target.endpoint) sendEvent(target.endpoint, event);
  else if (target.presence !== 'Joined') target.pendingSignals.push(event);
  for (const window of target.ringingEndpoints) sendEvent(window, event);
  return undefined;
}
