import { Avatar } from '@fluentui/react-components';
import { CalendarLtr20Regular } from '@fluentui/react-icons/svg/calendar-ltr';

/** The avatar of a meeting. Screen readers ignore it, because the meeting's title stands beside it. */
export const MeetingAvatar = () => (
  <Avatar aria-hidden icon={<CalendarLtr20Regular className="mirrored" />} size={32} />
);
