import { Badge, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarEvent } from '../../workday/todaysMeetings.ts';
import { findPhase } from './eventTime.ts';
import { JoinButton } from './JoinButton.tsx';
import { useEventTime } from './useEventTime.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: 'transparent',
    minWidth: 0,
  },
  now: {
    borderInlineStartColor: tokens.colorBrandStroke1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  // Wide enough for two times with AM and PM, so that the subjects stand below each other.
  time: { fontVariantNumeric: 'tabular-nums', minWidth: '120px', color: tokens.colorNeutralForeground2 },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, flexBasis: '160px', minWidth: 0 },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  // Fluent gives a badge the height of one line.
  badge: { flexShrink: 0, whiteSpace: 'nowrap' },
  overTitle: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  // In one line where there is room, so that more meetings fit into the view.
  details: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

/** The number of attendees whose names are shown. */
const maxNames = 4;

interface MeetingRowProps {
  event: CalendarEvent;
  /** Milliseconds since 1970. */
  now: number;
  /** Leaves out the organizer and the attendees. */
  isCompact?: boolean;
}

/** One event of today: its time, its subject, who comes, and a button that joins it if it is a Teams meeting. */
export function MeetingRow({ event, now, isCompact = false }: MeetingRowProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const titleId = useId();
  const { startsAt, subject, organizer, attendees, location, joinLink } = event;
  const phase = findPhase(event, now);
  const time = useEventTime(event);
  const minutes = Math.ceil((startsAt - now) / 60_000);
  return (
    <li className={mergeClasses(styles.row, phase === 'now' && styles.now)}>
      <Caption1 className={styles.time}>{time}</Caption1>
      <div className={styles.words}>
        <div className={mergeClasses(styles.title, phase === 'over' && styles.overTitle)}>
          <bdi id={titleId}>{subject || t('meetings.noSubject')}</bdi>
          {phase === 'now' && (
            <Badge color="brand" className={styles.badge}>
              {t('meetings.now')}
            </Badge>
          )}
          {phase === 'soon' && (
            <Badge appearance="tint" className={styles.badge}>
              {t('meetings.inMinutes', { count: minutes })}
            </Badge>
          )}
        </div>
        <div className={styles.details}>
          {!isCompact && organizer && (
            <Caption1>{t('meetings.organizer', { name: organizer.name })}</Caption1>
          )}
          {!isCompact && attendees.length > 0 && (
            <Caption1>
              {t('meetings.attendees', {
                names: attendees.slice(0, maxNames).map(({ name }) => name),
                count: Math.max(0, attendees.length - maxNames),
              })}
            </Caption1>
          )}
          {joinLink === null && location && (
            <Caption1>
              <bdi>{location}</bdi>
            </Caption1>
          )}
        </div>
      </div>
      {joinLink !== null && phase !== 'over' && (
        <JoinButton
          link={joinLink}
          subject={subject}
          describedBy={titleId}
          isPrimary={phase === 'now' || phase === 'soon'}
        />
      )}
    </li>
  );
}
