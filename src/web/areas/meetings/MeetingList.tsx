import { makeStyles, tokens, Badge, Caption1, mergeClasses, Button } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { findPhase, type CalendarEvent } from '../../workday/todaysMeetings.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { columnList } from '../../ui/columnList.ts';
import { onNarrowScreen, onOneColumn } from '../../ui/screenWidth.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';

const useStyles = makeStyles({
  list: { ...columnList, gap: tokens.spacingVerticalXS },
  // Side by side where there is room, so that the calls below keep the height.
  compactList: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))' },
  compactRow: { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` },
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
    // Forced colours draw every border, a transparent one too.
    '@media (forced-colors: active)': { borderInlineStartColor: 'Canvas' },
  },
  now: {
    borderInlineStartColor: tokens.colorBrandStroke1,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (forced-colors: active)': { borderInlineStartColor: 'Highlight' },
  },
  // Wide enough for two times with AM and PM, so that the subjects line up. On a phone, it leaves the line to the button.
  time: {
    fontVariantNumeric: 'tabular-nums',
    minWidth: '120px',
    color: tokens.colorNeutralForeground2,
    [onOneColumn]: { flexBasis: '100%' },
  },
  texts: { display: 'flex', flexDirection: 'column', flexGrow: 1, flexBasis: '160px', minWidth: 0 },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  // Fluent gives a badge the height of one line, so its words must not wrap.
  badge: { flexShrink: 0, whiteSpace: 'nowrap' },
  overTitle: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  details: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  button: { [onNarrowScreen]: { minHeight: '40px' } },
});

interface MeetingListProps {
  events: readonly CalendarEvent[];
  /** In milliseconds since 1970. */
  now: number;
  /** Whether the meetings are side by side, without the organizer and the attendees. */
  isCompact?: boolean;
}

export function MeetingList({ events, ...rowProps }: MeetingListProps) {
  const styles = useStyles();
  return (
    <ul className={mergeClasses(styles.list, rowProps.isCompact && styles.compactList)}>
      {events.map((event) => (
        <MeetingRow key={event.id} event={event} {...rowProps} />
      ))}
    </ul>
  );
}

/** From so many invited people on, the user joins muted: an open microphone would disturb everybody. */
const largeMeetingSize = 20;

/** The most attendees whom a row names. Of the others, it shows only the number. */
const maxNames = 4;

type MeetingRowProps = Omit<MeetingListProps, 'events'> & { event: CalendarEvent };

/** One event: its time, its subject, who comes, and a button that joins it if it is a Teams meeting. */
function MeetingRow({ event, now, isCompact = false }: MeetingRowProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const titleId = useId();
  const { startsAt, subject, organizer, attendees, location, joinLink } = event;
  const phase = findPhase(event, now);
  const time = useEventTime(event);
  const isLarge = joinLink !== null && attendees.length >= largeMeetingSize;
  const minutesToStart = Math.ceil((startsAt - now) / 60_000);
  return (
    <li className={mergeClasses(styles.row, isCompact && styles.compactRow, phase === 'now' && styles.now)}>
      {!isCompact && <Caption1 className={styles.time}>{time}</Caption1>}
      <div className={styles.texts}>
        <div className={mergeClasses(styles.title, phase === 'over' && styles.overTitle)}>
          <bdi id={titleId}>{subject || t('meetings.noSubject')}</bdi>
          {phase === 'now' && (
            <Badge color="brand" className={styles.badge}>
              {t('meetings.now')}
            </Badge>
          )}
          {phase === 'soon' && (
            <Badge appearance="tint" className={styles.badge}>
              {t('meetings.inMinutes', { count: minutesToStart })}
            </Badge>
          )}
        </div>
        <div className={styles.details}>
          {isCompact && <Caption1>{time}</Caption1>}
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
          {isLarge && phase !== 'over' && <Caption1>{t('joining.largeMeeting')}</Caption1>}
          {/* The location of a Teams meeting usually says only that it is one. */}
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
          isLarge={isLarge}
          describedBy={titleId}
          isPrimary={phase === 'now' || phase === 'soon'}
        />
      )}
    </li>
  );
}

interface JoinButtonProps {
  link: string;
  /** The subject of the meeting, which becomes the title of the call. It may be empty. */
  subject: string;
  /** Whether so many people are invited that the user joins muted. */
  isLarge: boolean;
  /** Id of the element that names the meeting. Screen readers read it after the button's name. */
  describedBy: string;
  isPrimary: boolean;
}

/** Joins a meeting with the camera off. While the user is in the meeting, the word *Joined* replaces the button. */
function JoinButton({ link, subject, isLarge, describedBy, isPrimary }: JoinButtonProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const canPlaceCall = usePhoneState(({ isPlacing, connection }) => !isPlacing && connection === 'Connected');
  const isJoined = usePhoneState(({ calls: callKeys }) =>
    callKeys.some((key) => {
      const target = phone.findSession(key)?.target;
      return target?.kind === 'meeting' && 'link' in target && target.link === link;
    }),
  );
  if (isJoined) return <span>{t('meetings.joined')}</span>;
  return (
    <Button
      className={styles.button}
      appearance={isPrimary ? 'primary' : 'secondary'}
      aria-describedby={describedBy}
      disabledFocusable={!canPlaceCall}
      onClick={() =>
        void phone.placeCall(
          { kind: 'meeting', link, ...(subject && { subject }) },
          { video: false, ...(isLarge && { muted: true }) },
        )
      }
    >
      {t('meetings.join')}
    </Button>
  );
}

/** Returns when an event begins and ends, in the format of the user's locale, for example `9:00 – 9:30 AM`. */
function useEventTime({ startsAt, endsAt, isAllDay }: CalendarEvent): string {
  const { t } = useTranslation();
  const { formatTime, formatTimeRange } = useTimeFormats();
  if (isAllDay) return t('meetings.allDay');
  // An event across midnight gets two single times: a range would contain both dates, too.
  const isOneDay = new Date(startsAt).toDateString() === new Date(endsAt).toDateString();
  return isOneDay ? formatTimeRange(startsAt, endsAt) : `${formatTime(startsAt)} – ${formatTime(endsAt)}`;
}
