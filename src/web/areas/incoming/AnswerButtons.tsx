import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Call20Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd20Filled } from '@fluentui/react-icons/svg/call-end';
import { Video20Filled } from '@fluentui/react-icons/svg/video';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { CallProvider, useCapabilities, usePhone, usePhoneState } from '../../calling/react.tsx';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { withoutTransition } from '../../ui/motion.ts';
import { onConsole, onTwoColumns } from '../../ui/screenWidth.ts';
import { useIsNew } from '../../ui/useIsNew.ts';

const height = '40px';

const useStyles = makeStyles({
  buttons: {
    gridArea: 'buttons',
    display: 'flex',
    flexDirection: 'column',
    // A press that misses *Accept* must not end the call on the screen.
    gap: tokens.spacingVerticalM,
    marginBlock: tokens.spacingVerticalXS,
    [onTwoColumns]: { marginBlock: 0, alignSelf: 'center' },
    [onConsole]: { marginBlock: 0 },
  },
  row: { display: 'flex', gap: tokens.spacingHorizontalXS },
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
  decline: { '& .fui-Button__icon': { color: tokens.colorStatusDangerForeground1 } },
});

/** Returns whether a press may be meant for what was at the card's place before. */
export function useIsSettling(): boolean {
  // Just after a card has disappeared, a press may be meant for the card that was here.
  const areCardsSettling = usePhoneState((state) => state.areCardsSettling);
  return useIsNew() || areCardsSettling;
}

export function AnswerButtons({ incoming: { key, isAnswering } }: { incoming: IncomingSnapshot }) {
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
      className={styles.buttons}
      // A refused press must not give the button the focus either: the next Enter, meant for something else, would answer the call.
      onMouseDownCapture={(event) => isSettling && event.preventDefault()}
    >
      <div className={styles.row}>
        <Button
          className={styles.accept}
          appearance="primary"
          icon={<Call20Filled />}
          disabledFocusable={!canAccept}
          onClick={() => accept({ video: false })}
        >
          {t('incoming.accept')}
        </Button>
        <IconButton
          className={styles.decline}
          icon={<CallEnd20Filled />}
          label={t('incoming.decline')}
          disabledFocusable={isSettling}
          onClick={() => void phone.declineCall(key)}
        />
        {videoCalls && (
          <IconButton
            icon={<Video20Filled />}
            label={t('incoming.acceptWithVideo')}
            disabledFocusable={!canAccept}
            onClick={() => accept({ video: true })}
          />
        )}
      </div>
      {front && (
        <CallProvider session={front}>
          <EndAndAcceptButton
            disabledFocusable={!canAccept}
            onClick={() => accept({ video: false, endFrontCall: true })}
          />
        </CallProvider>
      )}
    </div>
  );
}

/** Names the call that ends: during a consultation, the user could think of the other one. */
function EndAndAcceptButton(props: { disabledFocusable: boolean; onClick: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = useCallTitle();
  return (
    <Button className={styles.endAndAccept} {...props}>
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
}

/** A button with only an icon. Its tooltip shows the words, and screen readers read them. */
function IconButton({ label, className, ...props }: IconButtonProps) {
  const styles = useStyles();
  return (
    <Button className={mergeClasses(styles.icon, className)} aria-label={label} title={label} {...props} />
  );
}
