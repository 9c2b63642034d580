import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Call16Filled, Call20Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd20Filled } from '@fluentui/react-icons/svg/call-end';
import { Video16Filled } from '@fluentui/react-icons/svg/video';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { useCapabilities, usePhone, usePhoneState } from '../../calling/react.tsx';
import { withoutTransition } from '../../ui/motion.ts';
import { onConsole, onTwoColumns, onTwoColumnsOrMore } from '../../ui/screenWidth.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';

/** *Accept* and *Decline* share a row with the icon of *Accept with video*. */
const oneRow = 'minmax(0, 1fr) minmax(0, 1fr) auto';
/** A button that shows only its icon. Its tooltip shows the words, and screen readers read them. */
const iconAlone = { minWidth: '40px', height: '32px' } as const;
/** A smaller button whose words wrap, because German words are wider than half of a card. */
const wrapping = { height: 'auto', minHeight: '28px', whiteSpace: 'normal' } as const;
/** Undoes `visuallyHidden`. */
const wordShown = { position: 'static', width: 'auto', height: 'auto', clipPath: 'none' } as const;

const useStyles = makeStyles({
  buttons: {
    gridArea: 'buttons',
    display: 'grid',
    gridTemplateColumns: oneRow,
    gap: tokens.spacingHorizontalS,
    marginBlockStart: tokens.spacingVerticalXXS,
    // On wider screens, *Accept* and *Decline* are in the first row, and the other, smaller buttons are below them.
    [onConsole]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
    [onTwoColumns]: { gridTemplateColumns: 'repeat(2, minmax(130px, 1fr))', marginBlockStart: 0 },
  },
  low: {
    // The words of a narrow button take two lines.
    '& .fui-Button': { lineHeight: tokens.lineHeightBase100, whiteSpace: 'normal' },
    [onConsole]: { gridTemplateColumns: oneRow },
    [onTwoColumns]: { gridTemplateColumns: 'minmax(130px, 1fr) minmax(130px, 1fr) auto' },
  },
  button: {
    ...withoutTransition,
    minWidth: 0,
    maxWidth: 'none',
    whiteSpace: 'nowrap',
    paddingInline: tokens.spacingHorizontalXXS,
  },
  decline: { '& .fui-Button__icon': { color: tokens.colorStatusDangerForeground1 } },
  withVideo: {
    ...iconAlone,
    // Keeps the hidden word, which has an absolute position, from making the list of cards longer.
    position: 'relative',
    [onTwoColumnsOrMore]: { minWidth: 0, ...wrapping },
    // Without *End and accept* beside it, the button has the row for itself.
    ':last-child': { [onTwoColumnsOrMore]: { gridColumn: '1 / -1' } },
  },
  withVideoLow: {
    [onTwoColumnsOrMore]: iconAlone,
    ':last-child': { [onTwoColumnsOrMore]: { gridColumn: 'auto' } },
    '& .fui-Button__icon': { marginInline: 0 },
  },
  word: { ...visuallyHidden, [onTwoColumnsOrMore]: wordShown },
  wordLow: { [onTwoColumnsOrMore]: visuallyHidden },
  endAndAccept: {
    height: '32px',
    gridColumn: '1 / -1',
    [onTwoColumnsOrMore]: { gridColumn: 'auto', ...wrapping },
  },
});

interface AnswerButtonsProps {
  incoming: IncomingSnapshot;
  /** Whether the card has little height (see `IncomingCard`). All buttons are then in one row, without *End and accept*. */
  isLow: boolean;
}

export function AnswerButtons({ incoming: { key, isAnswering }, isLow }: AnswerButtonsProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  // Just after a card has disappeared, a press may be meant for the card that was here.
  const areCardsSettling = usePhoneState((state) => state.areCardsSettling);
  const { videoCalls } = useCapabilities();
  const canAccept = !isAnswering && !areCardsSettling;
  /** `endFrontCall` ends the call on the screen, which otherwise goes on hold. */
  const accept = (options: { video: boolean; endFrontCall?: boolean }) => void phone.acceptCall(key, options);
  return (
    <div className={mergeClasses(styles.buttons, isLow && styles.low)} onKeyDownCapture={ignoreRepeats}>
      <Button
        className={styles.button}
        appearance="primary"
        icon={<Call20Filled />}
        disabledFocusable={!canAccept}
        onClick={() => accept({ video: false })}
      >
        {t('incoming.accept')}
      </Button>
      <Button
        className={mergeClasses(styles.button, styles.decline)}
        icon={<CallEnd20Filled />}
        disabledFocusable={areCardsSettling}
        onClick={() => void phone.declineCall(key)}
      >
        {t('incoming.decline')}
      </Button>
      {videoCalls && (
        <Button
          className={mergeClasses(styles.button, styles.withVideo, isLow && styles.withVideoLow)}
          size="small"
          icon={<Video16Filled />}
          title={t('incoming.acceptWithVideo')}
          disabledFocusable={!canAccept}
          onClick={() => accept({ video: true })}
        >
          <span className={mergeClasses(styles.word, isLow && styles.wordLow)}>
            {t('incoming.acceptWithVideo')}
          </span>
        </Button>
      )}
      {isInCall && !isLow && (
        <Button
          className={mergeClasses(styles.button, styles.endAndAccept)}
          size="small"
          icon={<Call16Filled />}
          disabledFocusable={!canAccept}
          onClick={() => accept({ video: false, endFrontCall: true })}
        >
          {t('incoming.endAndAccept')}
        </Button>
      )}
    </div>
  );
}

/** Ignores a key that the user holds down, probably since before the call rang: then the key was meant for something else. */
function ignoreRepeats(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
