import { makeStyles, tokens } from '@fluentui/react-components';
import type { CalendarEvent } from '../../workday/todaysMeetings.ts';
import { MeetingRow } from './MeetingRow.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

interface MeetingListProps {
  events: readonly CalendarEvent[];
  /** Milliseconds since 1970. */
  now: number;
  isCompact?: boolean;
}

/** A list of today's events. */
export function MeetingList({ events, now, isCompact = false }: MeetingListProps) {
  return (
    <ul className={useStyles().list}>
      {events.map((event) => (
        <MeetingRow key={event.id} event={event} now={now} isCompact={isCompact} />
      ))}
    </ul>
  );
}
