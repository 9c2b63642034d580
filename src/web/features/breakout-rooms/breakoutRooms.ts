import type { BreakoutRoom, TeamsCall } from '@azure/communication-calling';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';

interface RoomSnapshot {
  readonly name: string;
  readonly isOpen: boolean;
}

interface BreakoutRoomsState {
  readonly availability: Availability;
  /** The room to which the organizer has assigned the user; `null` for none. */
  readonly assignedRoom: RoomSnapshot | null;
  /** The room in which this call is; `null` if the call is the main meeting, or no meeting. */
  readonly currentRoom: RoomSnapshot | null;
}

/** A room that the user has joined. It is a call of its own beside the main meeting, which is on hold meanwhile. */
interface JoinedRoom {
  readonly room: BreakoutRoom;
  readonly mainMeeting: TeamsCall;
}

/** Maps the call in each joined room to that room. The calls are the keys, because the SDK may change the id of a call. */
const joinedRooms = new WeakMap<object, JoinedRoom>();

const readRoom = ({ displayName, state }: BreakoutRoom): RoomSnapshot => ({
  name: displayName ?? '',
  isOpen: state === 'open',
});

/**
 * Breakout rooms of a meeting. Its organizer creates, assigns, opens and closes them in Teams. In the main meeting the command
 * joins the assigned room; in the room's call it returns to the main meeting.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/breakoutrooms
 */
export const breakoutRooms: CallFeature<BreakoutRoomsState, void> = {
  name: 'breakoutRooms',
  create({ call, tools, watch }) {
    const sdkFeature = call.feature(tools.sdk.Features.BreakoutRooms);
    const readAssignedRoom = () => {
      const room = sdkFeature.assignedBreakoutRooms;
      if (room?.call) joinedRooms.set(room.call, { room, mainMeeting: call });
      return room ? readRoom(room) : null;
    };
    watch(sdkFeature, 'breakoutRoomsUpdated');
    return {
      read() {
        const joinedRoom = joinedRooms.get(call);
        return {
          availability: checkCapability(call, tools, 'joinBreakoutRooms'),
          assignedRoom: readAssignedRoom(),
          currentRoom: joinedRoom ? readRoom(joinedRoom.room) : null,
        };
      },
      async run() {
        const joinedRoom = joinedRooms.get(call);
        if (!joinedRoom) return void (await sdkFeature.assignedBreakoutRooms?.join());
        await joinedRoom.room.returnToMainMeeting();
        return tools.live.switchTo(joinedRoom.mainMeeting);
      },
    };
  },
};
