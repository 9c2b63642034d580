import type { EndCode } from '../wire/protocol.ts';
import type { Call, Member } from './callRecord.ts';
import { deniedInLobby, lobbyTimeout } from '../wire/endCodes.ts';
import { tell } from './endpoints.ts';
import { announce, placeOf } from './roles.ts';
import type { Rooms } from './rooms.ts';

/** Somebody waits to be let in, and sees nothing of the meeting meanwhile. @param ms how long at most. */
export function wait(rooms: Rooms, call: Call, member: Member, ms: number): void {
  member.presence = 'InLobby';
  member.cancel = rooms.clock.after(ms, () => turnAway(rooms, call, member, lobbyTimeout));
  if (member.endpoint) tell(member.endpoint, placeOf(call, member));
  announce(call, member);
}

/** Not let in. */
export function turnAway(rooms: Rooms, call: Call, member: Member, end: EndCode = deniedInLobby): void {
  rooms.endFor(call, member, end);
  rooms.drop(call, member, end);
}
