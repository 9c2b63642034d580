import { Button } from '@fluentui/react-components';
import { ConferenceRoom20Regular } from '@fluentui/react-icons/svg/conference-room';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { breakoutRooms } from './breakoutRooms.ts';

/** In the main meeting, offers to join the user's breakout room. In the room, offers to return to the meeting. */
export function BreakoutRoomBanner() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(breakoutRooms);
  const { assignedRoom, currentRoom } = state;
  const room = currentRoom ?? assignedRoom;
  if (!room) return null;
  const { name } = room;
  if (!currentRoom && !room.isOpen)
    return <Banner icon={<ConferenceRoom20Regular />}>{t('breakoutRooms.assigned', { name })}</Banner>;
  const isUnavailable = !currentRoom && state.availability !== 'yes';
  return (
    <Banner icon={<ConferenceRoom20Regular />}>
      {t(currentRoom ? 'breakoutRooms.inside' : 'breakoutRooms.open', { name })}
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
