import { randomBytes } from 'node:crypto';
import type { Refusal } from '../../wire/protocol.ts';
import type { Call, Participant } from '../calls/call.ts';
import { createRefusal } from '../calls/capabilities.ts';
import { setSharedValue, readSharedValues } from '../calls/sharedValues.ts';

const featureName = 'breakoutRooms';

/** A breakout room: a meeting with a thread of its own, to which participants of another meeting are assigned. */
export interface BreakoutRoom {
  readonly threadId: string;
  readonly name: string;
  readonly open: boolean;
  /** Whether participants are moved into the room when it opens. Otherwise they join the room themselves. */
  readonly autoMove: boolean;
}

export const createRoom = (roomName: string, autoMove: boolean): BreakoutRoom => ({
  threadId: `19:meeting_Breakout${randomBytes(8).toString('hex')}@thread.v2`,
  name: roomName,
  open: false,
  autoMove,
});

/**
 * Assigns a participant to a room, or to none (`null`). Only a control of the emulator does so. In Teams, the organizers do it.
 * @returns the refusal that Microsoft documents for a call that is not a meeting.
 */
export function assignRoom(
  call: Call,
  participant: Participant,
  room: BreakoutRoom | null,
): Refusal | undefined {
  if (call.kind !== 'meeting') {
    return createRefusal(400, 46250, 'Breakout Rooms feature is only available in Teams meetings.');
  }
  setSharedValue(call, featureName, participant.id, room);
}

/** Opens or closes a breakout room for all participants who are assigned to it. */
export function setRoomOpen(call: Call, threadId: string, open: boolean): void {
  // All values are rooms: `null` has removed the entry of a participant without a room.
  const rooms = readSharedValues(call, featureName) as ReadonlyMap<string, BreakoutRoom>;
  for (const [participantId, room] of rooms) {
    if (room.threadId === threadId) setSharedValue(call, featureName, participantId, { ...room, open });
  }
}
