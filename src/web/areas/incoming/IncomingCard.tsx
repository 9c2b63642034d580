import { Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { toDisplayId } from '../../people/displayId.ts';
import { usePhoto } from '../../people/usePhoto.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';
import { RunningTime, useSecondsSince } from '../../ui/RunningTime.tsx';
import { onNoSideColumn } from '../../ui/screenWidth.ts';
import { AnswerButtons } from './AnswerButtons.tsx';
import { CallerDetails } from './CallerDetails.tsx';
import { CallerLines } from './CallerLines.tsx';
import { getCardId } from './incomingCards.ts';
import { sanitizeName } from './sanitizeName.ts';
import { useNotification } from './useNotification.ts';
import { useCallerName } from './useIncomingCalls.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    // The card pushes everything down here, so it is low: the time and the details stand beside the caller.
    [onNoSideColumn]: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) fit-content(50%)',
      gridTemplateAreas: '"person heading" "person details" "buttons buttons"',
      rowGap: tokens.spacingVerticalXXS,
      padding: tokens.spacingHorizontalS,
    },
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow28,
    pointerEvents: 'auto',
    minWidth: 0,
    // The buttons adapt to the width of the card, which may stand in a narrow column of a wide screen.
    containerType: 'inline-size',
    // The outline is inside the card, because the scrolling list would cut off an outer outline.
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  heading: {
    gridArea: 'heading',
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  time: { fontVariantNumeric: 'tabular-nums' },
  late: { color: tokens.colorStatusWarningForeground3, fontWeight: tokens.fontWeightSemibold },
  person: {
    gridArea: 'person',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
  },
  lines: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, textAlign: 'start' },
});

interface IncomingCardProps {
  incoming: IncomingSnapshot;
  /** A further line of text; `null` for none. */
  hint: string | null;
}

/** The card of one incoming call: who calls, through whom, since when, and the buttons that accept or decline the call. */
export function IncomingCard({ incoming, hint }: IncomingCardProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const descriptionId = useId();
  const name = sanitizeName(useCallerName(incoming));
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
      <div className={styles.person}>
        <PersonAvatar name={name} size={48} photo={photo} />
        <div className={styles.lines}>
          <Caption1 className={styles.heading}>
            {t('incoming.heading')}
            <RingingTime since={incoming.ringingSince} />
          </Caption1>
          <div className={styles.lines} id={descriptionId}>
            <CallerLines incoming={incoming} name={name} />
            {hint && <Caption1>{hint}</Caption1>}
          </div>
        </div>
      </div>
      <AnswerButtons incoming={incoming} />
      <CallerDetails displayCallerId={displayCallerId} context={incoming.customContext} />
    </section>
  );
}

/** After this many seconds of ringing, many callers give up. */
const longRingingSeconds = 20;

/** @param props.since when the call began to ring, in milliseconds since 1970 */
function RingingTime({ since }: { since: number }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isLong = useSecondsSince(since) >= longRingingSeconds;
  return (
    <RunningTime
      since={since}
      label={t('incoming.ringingTime')}
      className={mergeClasses(styles.time, isLong && styles.late)}
    />
  );
}
