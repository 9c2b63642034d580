import { Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { toDisplayId } from '../../people/phoneNumbers.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { RunningTime } from '../../ui/RunningTime.tsx';
import { onTwoColumns } from '../../ui/screenWidth.ts';
import { AnswerButtons } from './AnswerButtons.tsx';
import { CallerDetails, CallerLines } from './CallerLines.tsx';
import { LookUpButton } from './LookUpButton.tsx';
import { getCardId, useCallerName } from './useIncomingCalls.ts';
import { useNotification } from './useNotification.ts';

const useStyles = makeStyles({
  // All cards have the same layout, whichever call rang first. It is low, because several cards must fit beside the favourites, and
  // because the cards push everything down on a screen without a column for the calls.
  card: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) fit-content(50%)',
    gridTemplateRows: 'auto 1fr auto',
    gridTemplateAreas: '"avatar lines time" "avatar lines more" "buttons buttons buttons"',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalS,
    [onTwoColumns]: {
      gridTemplateColumns: 'auto minmax(0, 1fr) fit-content(30%) minmax(0, 240px)',
      gridTemplateRows: 'auto 1fr',
      gridTemplateAreas: '"avatar lines time buttons" "avatar lines more buttons"',
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
  },
  avatar: { gridArea: 'avatar', display: 'flex', alignSelf: 'start' },
  time: {
    gridArea: 'time',
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
    // *Look up* stands first in the page, and far from *Accept*, with the details between.
    [onTwoColumns]: { flexDirection: 'row', alignItems: 'center' },
  },
});

/** Seconds of ringing after which the time is highlighted, because many callers give up. */
const longRingingSeconds = 20;

interface IncomingCardProps {
  incoming: IncomingSnapshot;
  /** A further line, for example that the browser blocks the ringtone; `null` for none. */
  hint: string | null;
}

export function IncomingCard({ incoming, hint }: IncomingCardProps) {
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
      className={styles.card}
    >
      <div className={styles.avatar}>
        <PersonAvatar name={name} size={40} photo={photo} />
      </div>
      <div className={styles.lines} id={descriptionId}>
        <CallerLines incoming={incoming} name={name} />
        {hint && <Caption1>{hint}</Caption1>}
      </div>
      <RunningTime
        since={incoming.ringingSince}
        label={t('incoming.ringingTime')}
        className={styles.time}
        late={{ afterSeconds: longRingingSeconds, className: styles.late }}
      />
      <AnswerButtons incoming={incoming} />
      <div className={styles.more}>
        <LookUpButton incoming={incoming} />
        <CallerDetails displayCallerId={displayCallerId} context={incoming.customContext} />
      </div>
    </section>
  );
}
