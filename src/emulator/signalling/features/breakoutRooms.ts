import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature, refusal } from './feature.ts';

const name = 'breakoutRooms';

/** A room that people of a meeting are sent to: another meeting, with a chat of its own. */
export interface Room {
  readonly threadId: string;
  readonly name: string;
  readonly open: boolean;
  /** People are moved when it opens, and do not move themselves. */
  readonly autoMove: boolean;
}

/** Which room each participant is assigned to. Rooms are made in Teams, so by the SDK there is nothing to ask for. */
export const breakoutRooms = callFeature(name, z.never(), () => undefined);

/** @returns a room that nobody is in yet. */
export const newRoom = (roomName: string, autoMove: boolean): Room => ({
  threadId: `19:meeting_Breakout${randomBytes(8).toString('hex')}@thread.v2`,
  name: roomName,
  open: false,
  autoMove,
});

/**
 * Assigns somebody to a room; `null` takes the assignment back.
 * @returns 400/46250 outside meetings, as documented.
 */
export function assignRoom(call: Call, member: Participant, room: Room | null): Refusal | undefined {
  if (call.kind !== 'meeting') {
    return refusal(400, 46250, 'Breakout Rooms feature is only available in Teams meetings.');
  }
  setSharedValue(call, name, member.id, room);
  return undefined;
}

/** Opens or closes a room for everyone who is assigned to it. */
export function openRoom(call: Call, threadId: string, open: boolean): void {
  for (const [participant, room] of Array.from(sharedValuesOf(call, name) as ReadonlyMap<string, Room>)) {
    if (room.threadId === threadId) setSharedValue(call, name, participant, { ...room, open });
  }
}
