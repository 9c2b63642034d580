import type { BreakoutRoom, TeamsCall } from '@azure/communication-calling';
import { Button } from '@fluentui/react-components';
import { ConferenceRoom20Regular } from '@fluentui/react-icons/svg/conference-room';
import { useTranslation } from 'react-i18next';
import { checkCapability, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';

interface RoomSnapshot {
  readonly name: string;
  readonly isOpen: boolean;
}

interface BreakoutRoomsState {
  readonly availability: Availability;
  /** The room to which the organizer has assigned the user; `null` for none. */
  readonly assignedRoom: RoomSnapshot | null;
  /** The room to which this call belongs; `null` if the call is the main meeting, or no meeting. */
  readonly currentRoom: RoomSnapshot | null;
}

/**
 * Maps the call in each joined room to the room and the call of the main meeting, which is on hold meanwhile. The keys are the
 * SDK's call objects, because the SDK may change a call's id.
 */
const joinedRooms = new WeakMap<object, { readonly room: BreakoutRoom; readonly mainMeeting: TeamsCall }>();

const readRoom = ({ displayName, state }: BreakoutRoom): RoomSnapshot => ({
  name: displayName ?? '',
  isOpen: state === 'open',
});

/**
 * A meeting's breakout rooms. The organizer creates, assigns, opens and closes them in Teams. In the main meeting, `run` joins the
 * assigned room. In the room's call, `run` returns to the main meeting.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/breakoutrooms
 */
export const breakoutRooms: CallFeature<BreakoutRoomsState, void> = {
  name: 'breakoutRooms',
  create({ call, tools, watch }) {
    const sdkFeature = call.feature(tools.sdk.Features.BreakoutRooms);
    watch(sdkFeature, 'breakoutRoomsUpdated');
    return {
      read() {
        // Despite its name, this property holds one room.
        const assignedRoom = sdkFeature.assignedBreakoutRooms;
        // Once the user has joined the room, the room has a call. `read` runs after this change, so it also notes the call here.
        if (assignedRoom?.call) joinedRooms.set(assignedRoom.call, { room: assignedRoom, mainMeeting: call });
        const currentRoom = joinedRooms.get(call)?.room;
        return {
          availability: checkCapability(call, tools, 'joinBreakoutRooms'),
          assignedRoom: assignedRoom ? readRoom(assignedRoom) : null,
          currentRoom: currentRoom ? readRoom(currentRoom) : null,
        };
      },
      async run() {
        const joinedRoom = joinedRooms.get(call);
        if (!joinedRoom) {
          await sdkFeature.assignedBreakoutRooms?.join();
          return undefined;
        }
        await joinedRoom.room.returnToMainMeeting();
        return tools.live.switchTo(joinedRoom.mainMeeting);
      },
    };
  },
};

/** In the main meeting, offers to join the user's breakout room. In the room, offers to return to the meeting. */
export function BreakoutRoomBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(breakoutRooms);
  const { assignedRoom, currentRoom } = state;
  const room = currentRoom ?? assignedRoom;
  if (!room) return null;
  const icon = <ConferenceRoom20Regular />;
  const isWaiting = !currentRoom && !room.isOpen;
  if (isWaiting) return <Banner icon={icon}>{t('breakoutRooms.assigned', { name: room.name })}</Banner>;
  const isUnavailable = !currentRoom && state.availability !== 'yes';
  return (
    <Banner icon={icon}>
      {t(currentRoom ? 'breakoutRooms.inside' : 'breakoutRooms.open', { name: room.name })}
      <Button
        size="small"
        aria-busy={pending}
        disabledFocusable={pending || isUnavailable}
        onClick={() => run()}
      >
        {t(currentRoom ? 'breakoutRooms.return' : 'breakoutRooms.join')}
      </Button>
    </Banner>
  );
}
