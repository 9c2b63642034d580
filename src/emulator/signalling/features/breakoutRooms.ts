import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { refusal } from '../calls/refusal.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature } from './feature.ts';

const name = 'breakoutRooms';

/** A breakout room: a meeting with a thread of its own, to which participants of another meeting are assigned. */
export interface BreakoutRoom {
  readonly threadId: string;
  readonly name: string;
  readonly open: boolean;
  /** Whether participants are moved when the room opens. Otherwise they join it themselves. */
  readonly autoMove: boolean;
}

/** The breakout room of each participant, by participant id. They are made in Teams: the SDK cannot ask for anything. */
export const breakoutRooms = callFeature(name, z.never(), () => undefined);

export const newRoom = (roomName: string, autoMove: boolean): BreakoutRoom => ({
  threadId: `19:meeting_Breakout${randomBytes(8).toString('hex')}@thread.v2`,
  name: roomName,
  open: false,
  autoMove,
});

/**
 * Assigns a participant to a room.
 * @param room `null` takes the assignment back.
 * @returns 400/46250 outside meetings, as documented.
 */
export function assignRoom(
  call: Call,
  participant: Participant,
  room: BreakoutRoom | null,
): Refusal | undefined {
  if (call.kind !== 'meeting') {
    return refusal(400, 46250, 'Breakout Rooms feature is only available in Teams meetings.');
  }
  setSharedValue(call, name, participant.id, room);
  return undefined;
}

/** Opens or closes a room for all participants who are assigned to it. */
export function openRoom(call: Call, threadId: string, open: boolean): void {
  const rooms = sharedValuesOf(call, name) as ReadonlyMap<string, BreakoutRoom>;
  for (const [participantId, room] of Array.from(rooms)) {
    if (room.threadId === threadId) setSharedValue(call, name, participantId, { ...room, open });
  }
}
