import { Caption1, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { toDisplayId } from '../../people/phoneNumbers.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { onConsole, onTwoColumns } from '../../ui/screenWidth.ts';
import { AnswerButtons } from './AnswerButtons.tsx';
import { CallerDetails, CallerLines } from './CallerLines.tsx';
import { LookUpButton } from './LookUpButton.tsx';
import { getCardId, useCallerName } from './useIncomingCalls.ts';
import { useNotification } from './useNotification.ts';

/** The grid areas of a low card: *Look up* and the details are beside the lines. */
const lowAreas = '"avatar lines more" "buttons buttons buttons"';
/** The grid areas of a high card: *Look up* and the details are below the buttons. */
const highAreas = '"avatar lines lines" "buttons buttons buttons" "more more more"';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) fit-content(50%)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalS,
    // On a screen without a column for the calls, the card pushes everything down, so it is low there.
    gridTemplateAreas: lowAreas,
    [onTwoColumns]: {
      gridTemplateColumns: 'auto minmax(0, 1fr) fit-content(30%) auto',
      gridTemplateAreas: '"avatar lines more buttons"',
    },
    [onConsole]: { gridTemplateAreas: highAreas, padding: tokens.spacingHorizontalM },
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
  },
  low: { [onConsole]: { gridTemplateAreas: lowAreas, padding: tokens.spacingHorizontalS } },
  avatar: { gridArea: 'avatar', display: 'flex', alignSelf: 'start' },
  // At the end of the first line.
  time: {
    gridArea: 'lines',
    alignSelf: 'start',
    justifySelf: 'end',
    color: tokens.colorNeutralForeground2,
    ...typographyStyles.caption1,
    fontVariantNumeric: 'tabular-nums',
  },
  late: { color: tokens.colorStatusWarningForeground3, fontWeight: tokens.fontWeightSemibold },
  lines: { gridArea: 'lines', display: 'flex', flexDirection: 'column', minWidth: 0 },
  more: {
    gridArea: 'more',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'end',
    minWidth: 0,
    // *Look up* stands first in the page, and far from *Accept*: at the end of the row below it, or with the details between.
    [onTwoColumns]: { flexDirection: 'row', alignItems: 'center' },
    [onConsole]: { flexDirection: 'row-reverse', alignItems: 'start', justifyContent: 'space-between' },
  },
  lowMore: { [onConsole]: { flexDirection: 'column', alignItems: 'end' } },
});

/** Seconds of ringing after which the time is highlighted, because many callers give up. */
const longRingingSeconds = 20;

interface IncomingCardProps {
  incoming: IncomingSnapshot;
  /** A further line, for example that the browser blocks the ringtone; `null` for none. */
  hint: string | null;
  /** Whether the card must be low, because another call has rung before, whose card is above. */
  isLow: boolean;
}

export function IncomingCard({ incoming, hint, isLow }: IncomingCardProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const descriptionId = useId();
  const name = useCallerName(incoming);
  const photo = usePhoto(incoming.callerId, 96);
  const displayCallerId = incoming.callerId === null ? '' : toDisplayId(incoming.callerId);
  const title = t('incoming.title', { name });
  useNotification(incoming.key, title, displayCallerId);
  return (
    <section
      id={getCardId(incoming.key)}
      role="alertdialog"
      aria-label={title}
      aria-describedby={descriptionId}
      tabIndex={-1}
      className={mergeClasses(styles.card, isLow && styles.low)}
    >
      <div className={styles.avatar}>
        <PersonAvatar name={name} size={isLow ? 32 : 48} photo={photo} />
      </div>
      <div className={styles.lines} id={descriptionId}>
        <CallerLines incoming={incoming} name={name} isLow={isLow} />
        {hint && <Caption1>{hint}</Caption1>}
      </div>
      <RunningTime
        since={incoming.ringingSince}
        label={t('incoming.ringingTime')}
        className={styles.time}
        late={{ afterSeconds: longRingingSeconds, className: styles.late }}
      />
      <AnswerButtons incoming={incoming} isLow={isLow} />
      <div className={mergeClasses(styles.more, isLow && styles.lowMore)}>
        <LookUpButton incoming={incoming} />
        <CallerDetails displayCallerId={displayCallerId} context={incoming.customContext} />
      </div>
    </section>
  );
}
