import type { Command, Refusal } from '../wire/protocol.ts';
import { broadcast, enter, type Call, type Member } from './callRecord.ts';
import * as ends from '../wire/endCodes.ts';
import { tell } from './endpoints.ts';
import { refusal } from './features/feature.ts';
import { featureNamed } from './features/features.ts';
import { permittedState } from './features/mediaAccess.ts';
import { turnAway } from './lobby.ts';
import type { Network } from './network.ts';
import { takesCandidate, takesEarly } from './relayLimits.ts';
import type { Ringing } from './ringing.ts';
import { announce, becomeGroup, forbids } from './roles.ts';
import type { Rooms } from './rooms.ts';
import { takeScreen } from './screen.ts';
import { transfer, transferred } from './transfers.ts';

type Of<T extends Command['t']> = Extract<Command, { t: T }>;
/** What only somebody in the call may ask for. */
export type Inside = Exclude<Command, { t: 'start' | 'join' | 'accept' | 'reject' | 'take' | 'survey' }>;
/** Why not; `undefined` is done. */
export type Outcome = string | Refusal | undefined;

/** Carries out what somebody in a call asks for, if its role allows it. */
export function act(rooms: Rooms, ringing: Ringing, call: Call, self: Member, command: Inside): Outcome {
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
      return transfer(call, self, command, (id) => rooms.get(id));
    case 'transferred':
      return transferred(call, self, command.ticket, command.end);
    case 'ask': {
      const feature = featureNamed(command.feature);
      return feature
        ? feature.ask(call, self, command.what)
        : refusal(501, 0, `${command.feature}: there is no such feature.`);
    }
  }
}

const mediaEnds = { mediaRefused: ends.mediaRefused, mediaLost: ends.mediaLost };

function leave(rooms: Rooms, call: Call, self: Member, { everyone, because }: Of<'leave'>): Outcome {
  const why = everyone ? forbids(call, self, 'hangUpForEveryOne') : undefined;
  if (everyone && !why) rooms.endForAll(call);
  // Whoever may not end it for all has left all the same: a page that hangs up is gone before the answer.
  else rooms.drop(call, self, because ? mediaEnds[because] : ends.hungUp);
  return why;
}

function show(call: Call, self: Member, { state }: Of<'state'>): Outcome {
  const why = state.screen ? forbids(call, self, 'shareScreen') : undefined;
  const screen = state.screen && !why;
  // Whoever waits in the lobby takes the screen over once admitted, and not before.
  if (screen && !self.state.screen && self.presence === 'Joined') takeScreen(call, self);
  self.state = permittedState(call, self, { ...state, screen });
  announce(call, self);
  return why;
}

function add(ringing: Ringing, call: Call, self: Member, { participant, id, threadId }: Of<'add'>): Outcome {
  const why = forbids(call, self, id.startsWith('4:') ? 'addPhoneNumber' : 'addTeamsUser');
  if (why) return why;
  if (call.members.has(participant)) return 'participant exists';
  // Two may add the same person at once; nobody rings twice for one call.
  if ([...call.members.values()].some((member) => member.id === id)) return 'is in this call already';
  becomeGroup(call, threadId);
  ringing.invite(call, self, enter(call, participant, id, 'Connecting'));
  return undefined;
}

function remove(rooms: Rooms, call: Call, self: Member, participant: string): Outcome {
  const why = forbids(call, self, 'removeParticipant');
  if (why) return why;
  const target = call.members.get(participant);
  if (!target) return 'no such participant';
  if (target.presence === 'InLobby') return deny(rooms, call, self, participant);
  const end = target.presence === 'Joined' ? ends.removed : ends.cancelled;
  rooms.endFor(call, target, end);
  rooms.drop(call, target, end);
  return undefined;
}

function admit(rooms: Rooms, call: Call, self: Member, participants: readonly string[]): Outcome {
  const why = forbids(call, self, 'manageLobby');
  if (why) return why;
  const waiting = participants.flatMap((id) => {
    const member = call.members.get(id);
    return member?.presence === 'InLobby' ? [member] : [];
  });
  for (const member of waiting) rooms.join(call, member);
  return waiting.length > 0 ? undefined : refusal(400, 0, 'Nobody of these waits in the lobby.');
}

function deny(rooms: Rooms, call: Call, self: Member, participant: string): Outcome {
  const why = forbids(call, self, 'manageLobby');
  if (why) return why;
  const member = call.members.get(participant);
  if (member?.presence !== 'InLobby') return refusal(400, 0, 'This participant does not wait in the lobby.');
  turnAway(rooms, call, member);
  return undefined;
}

function mute(call: Call, self: Member, participants: readonly string[]): Outcome {
  const why = forbids(call, self, 'muteOthers');
  if (why) return why;
  const event = { t: 'muted' as const, call: call.id, by: self.participant };
  broadcast(call, event, self, ({ participant }) => participants.includes(participant));
  return undefined;
}

function relay(network: Network, call: Call, self: Member, { to, signal: sent }: Of<'signal'>): Outcome {
  const target = call.members.get(to);
  if (!target || target === self || target.presence === 'InLobby') return 'no such participant';
  const signal = network.signal(self.id, target.id, sent);
  if (!signal) return undefined;
  const event = { t: 'signal' as const, call: call.id, from: self.participant, to, signal };
  if (target.presence !== 'Joined' && !takesEarly(call, target, event)) return undefined;
  if (!takesCandidate(self, event)) return undefined;
  // A bot's media end lives in the page of whoever talks to it.
  if (target.bot && self.endpoint) tell(self.endpoint, event);
  else if (target.endpoint) tell(target.endpoint, event);
  else if (target.presence !== 'Joined') target.unheard.push(event);
  for (const window of target.ringing) tell(window, event);
  return undefined;
}
