import type { BreakoutRoom, TeamsCall } from '@azure/communication-calling';
import { checkCapability, watchCapabilities, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';

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

const getFeature = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.BreakoutRooms);

const readRoom = ({ displayName, state }: BreakoutRoom): RoomSnapshot => ({
  name: displayName ?? '',
  isOpen: state === 'open',
});

function readAssignedRoom(call: TeamsCall, tools: CallTools): RoomSnapshot | null {
  const room = getFeature(call, tools).assignedBreakoutRooms;
  if (room?.call) joinedRooms.set(room.call, { room, mainMeeting: call });
  return room ? readRoom(room) : null;
}

/**
 * Breakout rooms of a meeting. Its organizer creates, assigns, opens and closes them in Teams. In the main meeting the command
 * joins the assigned room; in the room's call it returns to the main meeting.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/breakoutrooms
 */
export const breakoutRooms: CallFeature<BreakoutRoomsState> = {
  name: 'breakoutRooms',
  read(call, tools) {
    const joinedRoom = joinedRooms.get(call);
    return {
      availability: checkCapability(call, tools, 'joinBreakoutRooms'),
      assignedRoom: readAssignedRoom(call, tools),
      currentRoom: joinedRoom ? readRoom(joinedRoom.room) : null,
    };
  },
  watch(call, onChange, tools) {
    const stops = [
      listen(getFeature(call, tools), ['breakoutRoomsUpdated'], onChange),
      watchCapabilities(call, tools, onChange),
    ];
    return () => stops.forEach((stop) => stop());
  },
  async run(call, tools) {
    const joinedRoom = joinedRooms.get(call);
    if (!joinedRoom) return void (await getFeature(call, tools).assignedBreakoutRooms?.join());
    await joinedRoom.room.returnToMainMeeting();
    return tools.live.switchTo(joinedRoom.mainMeeting);
  },
};
