import type { EndCode } from '../../wire/protocol.ts';
import type { Call, Participant } from './call.ts';
import { deniedInLobby, lobbyTimeout } from '../../wire/endCodes.ts';
import { sendEvent } from '../endpoints/endpointRegistry.ts';
import { announceParticipant, contextEvent } from './callContext.ts';
import type { CallStore } from './callStore.ts';

/** Somebody waits to be let in, and sees nothing of the meeting meanwhile. @param ms how long at most. */
export function waitInLobby(rooms: CallStore, call: Call, member: Participant, ms: number): void {
  member.presence = 'InLobby';
  member.cancelTimer = rooms.clock.after(ms, () => rejectFromLobby(rooms, call, member, lobbyTimeout));
  if (member.endpoint) sendEvent(member.endpoint, contextEvent(call, member));
  announceParticipant(call, member);
}

/** Not let in. */
export function rejectFromLobby(
  rooms: CallStore,
  call: Call,
  member: Participant,
  end: EndCode = deniedInLobby,
): void {
  rooms.notifyEnd(call, member, end);
  rooms.removeParticipant(call, member, end);
}
