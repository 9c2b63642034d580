import { Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Call20Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd20Filled } from '@fluentui/react-icons/svg/call-end';
import { Video20Filled } from '@fluentui/react-icons/svg/video';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { CallProvider, useCall, useCapabilities, usePhone, usePhoneState } from '../../calling/react.tsx';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { withoutTransition } from '../../ui/motion.ts';
import { onConsole, onTwoColumns } from '../../ui/screenWidth.ts';
import { useIsNew } from '../../ui/useIsNew.ts';

const height = '40px';
/** Where a row has room for the word *Decline*. */
const onWideRow = '@media (min-width: 380px) and (max-width: 1023px)';

const useStyles = makeStyles({
  buttons: {
    gridArea: 'buttons',
    display: 'flex',
    flexDirection: 'column',
    // A press that misses *Accept* must not end the call on the screen.
    gap: tokens.spacingVerticalS,
    marginBlockStart: tokens.spacingVerticalXS,
    [onTwoColumns]: { marginBlockStart: 0, alignSelf: 'center' },
  },
  // Reserves its line while the call on the screen is on hold.
  hint: { minHeight: tokens.lineHeightBase200, minWidth: 0 },
  // Makes the buttons no wider.
  status: { width: 0, minWidth: '100%' },
  inRow: { marginBlockStart: 0, alignSelf: 'center' },
  acceptInRow: { flexBasis: 'auto', minWidth: 0, paddingInline: tokens.spacingHorizontalSNudge },
  // A press that misses *Accept* must not decline the call.
  buttonsInRow: { gap: tokens.spacingHorizontalM },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
  // About 60 % of the row; the icons share the rest. So the word fits in every language. Large letters wrap.
  accept: {
    ...withoutTransition,
    flexBasis: '60%',
    minWidth: '96px',
    maxWidth: 'none',
    minHeight: height,
    [onTwoColumns]: { minWidth: '144px' },
  },
  icon: { ...withoutTransition, flex: '1 0 36px', minWidth: '36px', maxWidth: 'none', height, padding: 0 },
  // A row of its own has room for the words. An icon alone was taken for *Decline*, and a press ends a call. A long name wraps.
  // Beside the favourites it is lower, so that the cards cover fewer of them.
  endAndAccept: {
    ...withoutTransition,
    maxWidth: 'none',
    minHeight: height,
    overflowWrap: 'anywhere',
    [onConsole]: { minHeight: '32px', paddingBlock: 0 },
  },
  decline: {
    color: tokens.colorStatusDangerForeground3,
    '& .fui-Button__icon': { color: tokens.colorStatusDangerForeground3 },
  },
  // The word stands instead of the icon, except where *Accept* leaves too little room.
  declineInCard: {
    flexBasis: 'auto',
    width: 'auto',
    // With the border, 8 px. A wider button would leave *Accept* less than half of the row in German.
    padding: '0 7px',
    '& .fui-Button__icon': { display: 'none' },
    [onTwoColumns]: {
      flexBasis: '36px',
      padding: 0,
      '& .fui-Button__icon': { display: 'inline-flex' },
    },
  },
  word: { [onTwoColumns]: { display: 'none' } },
  declineInRow: {
    flexBasis: 'auto',
    minWidth: '32px',
    '& .fui-Button__icon': { margin: 0 },
    [onWideRow]: { padding: `0 ${tokens.spacingHorizontalXS}`, '& .fui-Button__icon': { display: 'none' } },
  },
  wordInRow: { display: 'none', [onWideRow]: { display: 'inline' } },
});

/** Returns whether a press may be meant for what was at the card's place before. */
export function useIsSettling(): boolean {
  // Just after a card has disappeared, a press may be meant for the card that was here.
  const areCardsSettling = usePhoneState((state) => state.areCardsSettling);
  return useIsNew() || areCardsSettling;
}

interface AnswerButtonsProps {
  incoming: IncomingSnapshot;
  /** Whether there is room only to accept and to decline. */
  isRow: boolean;
  /** The `id` of the element that says what accepting does to the current call. */
  hintId: string;
}

export function AnswerButtons({ incoming: { key, isAnswering }, isRow, hintId }: AnswerButtonsProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const front = phone.findSession(usePhoneState((state) => state.front) ?? '');
  const { videoCalls } = useCapabilities();
  const isSettling = useIsSettling();
  const canAccept = !isAnswering && !isSettling;
  /** `endFrontCall` ends the call on the screen, which otherwise goes on hold. */
  const accept = (options: { video: boolean; endFrontCall?: boolean }) => void phone.acceptCall(key, options);
  return (
    <div
      className={mergeClasses(styles.buttons, isRow && styles.inRow)}
      // A refused press must not give the button the focus either: the next Enter, meant for something else, would answer the call.
      onMouseDownCapture={(event) => isSettling && event.preventDefault()}
    >
      <div className={mergeClasses(styles.row, isRow && styles.buttonsInRow)}>
        <Button
          className={mergeClasses(styles.accept, isRow && styles.acceptInRow)}
          appearance="primary"
          icon={isRow ? null : <Call20Filled />}
          disabledFocusable={!canAccept}
          onClick={() => accept({ video: false })}
        >
          {t('incoming.accept')}
        </Button>
        <IconButton
          className={mergeClasses(styles.decline, isRow ? styles.declineInRow : styles.declineInCard)}
          icon={<CallEnd20Filled />}
          label={t('incoming.decline')}
          disabledFocusable={isSettling}
          onClick={() => void phone.declineCall(key)}
        >
          <span className={isRow ? styles.wordInRow : styles.word}>{t('incoming.decline')}</span>
        </IconButton>
        {videoCalls && !isRow && (
          <IconButton
            icon={<Video20Filled />}
            label={t('incoming.acceptWithVideo')}
            disabledFocusable={!canAccept}
            onClick={() => accept({ video: true })}
          />
        )}
      </div>
      {isAnswering && (
        <Caption1 role="status" className={styles.status}>
          {t('incoming.answering')}
        </Caption1>
      )}
      {front && !isRow && (
        <CallProvider session={front}>
          <HoldHint id={hintId} />
          <EndAndAcceptButton
            disabledFocusable={!canAccept}
            onClick={() => accept({ video: false, endFrontCall: true })}
          />
        </CallProvider>
      )}
    </div>
  );
}

/** Says that accepting puts the call on the screen on hold, unless it is on hold already. */
function HoldHint({ id }: { id: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isHeld = useCall(({ state }) => state === 'LocalHold');
  return (
    <Caption1 id={id} className={styles.hint}>
      {!isHeld && t('incoming.holdHint')}
    </Caption1>
  );
}

/** Names the call that ends: during a consultation, the user could think of the other one. */
function EndAndAcceptButton(props: { disabledFocusable: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = useCallTitle();
  return (
    <Button data-in-details className={styles.endAndAccept} {...props}>
      <bdi>{t('incoming.endAndAccept', { name })}</bdi>
    </Button>
  );
}

interface IconButtonProps {
  icon: ReactElement;
  label: string;
  className?: string;
  disabledFocusable: boolean;
  onClick: () => void;
  children?: ReactNode;
}

/** A button with an icon, and perhaps with a word where there is room. Its tooltip shows the words, and screen readers read them. */
function IconButton({ label, className, ...props }: IconButtonProps) {
  const styles = useStyles();
  return (
    <Button className={mergeClasses(styles.icon, className)} aria-label={label} title={label} {...props} />
  );
}
