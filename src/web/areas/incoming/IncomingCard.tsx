import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { useCaller } from '../../caller/useCaller.ts';
import { useKnownName } from '../../people/PeopleProvider.tsx';
import { toDisplayId } from '../../people/phoneNumbers.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { onConsole, onOneColumn, onTwoColumns } from '../../ui/screenWidth.ts';
import { AnswerButtons } from './AnswerButtons.tsx';
import { CallerDetails, CallerLines, CallerRowName, CallerTags } from './CallerLines.tsx';
import { LookUpButton } from './LookUpButton.tsx';
import { getCardId, sanitizeName, useCallerName } from './useIncomingCalls.ts';
import { useNotification } from './useNotification.ts';

const rowGrid = {
  gridTemplateColumns: 'minmax(0, 1fr) auto auto',
  gridTemplateRows: 'auto auto',
  gridTemplateAreas: '"lines lines buttons" "heading time buttons"',
  columnGap: tokens.spacingHorizontalS,
} as const;

const useStyles = makeStyles({
  // It is low, because it covers favourites, and because it pushes everything down on a screen without a column for the calls.
  card: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) fit-content(50%)',
    gridTemplateAreas:
      '"avatar heading time" "avatar lines lines" "avatar lastLine more" "avatar rest rest" "buttons buttons buttons"',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalS,
    [onTwoColumns]: {
      gridTemplateColumns: 'auto minmax(0, 1fr) fit-content(30%) minmax(0, 240px)',
      gridTemplateRows: 'auto auto auto 1fr',
      gridTemplateAreas:
        '"avatar heading time buttons" "avatar lines lines buttons" "avatar lastLine more buttons" "avatar rest rest buttons"',
    },
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow28,
    pointerEvents: 'auto',
    flexShrink: 0,
    minWidth: 0,
    textAlign: 'start',
    // Inside the card, because the scrolling list would cut off an outer outline.
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    // On a phone, the card comes to the place of the call's own buttons. A press meant for *Hold* or *Transfer* must not end the call,
    // so the button for that is there only while *Details* are open.
    [onOneColumn]: { '&:has(details:not([open])) [data-in-details]': { display: 'none' } },
  },
  row: {
    ...rowGrid,
    // The same property as the card's, because with `paddingBlock`, the styles of other components would decide which one counts.
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    [onTwoColumns]: rowGrid,
    [onConsole]: { padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}` },
  },
  // The lines are parts of the card's grid.
  description: { display: 'contents' },
  avatar: { gridArea: 'avatar', display: 'flex', alignSelf: 'start' },
  time: {
    gridArea: 'time',
    alignSelf: 'start',
    justifySelf: 'end',
    color: tokens.colorNeutralForeground2,
    ...typographyStyles.caption1,
    fontVariantNumeric: 'tabular-nums',
  },
  late: { color: tokens.colorStatusWarningForeground3, fontWeight: tokens.fontWeightSemibold },
  // The whole name, on as many lines as it needs.
  name: {
    gridArea: 'lines',
    justifySelf: 'start',
    maxWidth: '100%',
    minWidth: 0,
    minHeight: '24px',
    padding: 0,
    border: 'none',
    background: 'none',
    color: tokens.colorNeutralForeground1,
    cursor: 'pointer',
    textAlign: 'start',
    ...typographyStyles.body1Strong,
    // Low, so that a name of two lines does not move the first card.
    lineHeight: '18px',
    overflowWrap: 'anywhere',
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  more: {
    gridArea: 'more',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'end',
    minWidth: 0,
    // *Look up* stands first in the page, and far from *Accept*, with the details between.
    [onTwoColumns]: { flexDirection: 'row', alignItems: 'center' },
  },
});

/** Seconds of ringing after which the time is highlighted, because many callers give up. */
const longRingingSeconds = 20;

interface IncomingCardProps {
  incoming: IncomingSnapshot;
  /** Whether the caller waits longest. All others have rows, so that the cards leave room for the favourites and the call. */
  isFirst: boolean;
  /** A further line, for example that the browser blocks the ringtone; `null` for none. */
  hint: string | null;
}

/** A ringing call. A row becomes a whole card by a press on the caller's name, or when the earlier callers are gone. */
export function IncomingCard({ incoming, isFirst, hint }: IncomingCardProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const descriptionId = useId();
  const hintId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const isRow = !isFirst && !isOpen;
  const name = useCallerName(incoming);
  const photo = usePhoto(incoming.callerId, 96);
  const displayCallerId = incoming.callerId === null ? '' : toDisplayId(incoming.callerId);
  const title = t('incoming.title', { name });
  const knownName = useKnownName(incoming.callerId, incoming.displayName);
  const { number } = useCaller(incoming.callerId, incoming.displayName);
  // Without an id, which only a machine reads.
  const notificationName = sanitizeName(knownName || t('incoming.someone'));
  useNotification(incoming.key, t('incoming.title', { name: notificationName }), number);
  return (
    <section
      id={getCardId(incoming.key)}
      role="alertdialog"
      aria-label={title}
      aria-describedby={`${descriptionId} ${hintId}`}
      tabIndex={-1}
      className={mergeClasses(styles.card, isRow && styles.row)}
    >
      {!isRow && (
        <div className={styles.avatar}>
          <PersonAvatar name={name} size={40} photo={photo} />
        </div>
      )}
      <div className={styles.description} id={descriptionId}>
        {isRow ? (
          <CallerTags incoming={incoming} emptyWords="" />
        ) : (
          <CallerLines incoming={incoming} name={name} hint={hint} />
        )}
      </div>
      <RunningTime
        since={incoming.ringingSince}
        label={t('incoming.ringingTime')}
        className={styles.time}
        late={{ afterSeconds: longRingingSeconds, className: styles.late }}
      />
      <AnswerButtons incoming={incoming} isRow={isRow} hintId={hintId} />
      {isRow ? (
        <button
          type="button"
          className={styles.name}
          aria-expanded={false}
          title={t('incoming.details')}
          onClick={() => setIsOpen(true)}
        >
          <CallerRowName incoming={incoming} name={name} />
        </button>
      ) : (
        <div className={styles.more}>
          <LookUpButton incoming={incoming} />
          <CallerDetails displayCallerId={displayCallerId} context={incoming.customContext} />
        </div>
      )}
    </section>
  );
}
