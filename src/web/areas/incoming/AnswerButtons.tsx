import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Call20Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd20Filled } from '@fluentui/react-icons/svg/call-end';
import { Video20Filled } from '@fluentui/react-icons/svg/video';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';

const useStyles = makeStyles({
  // The buttons share the full width of their row.
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  button: {
    flexGrow: 1,
    minWidth: 0,
    whiteSpace: 'nowrap',
    // Makes room for two buttons beside each other in a narrow column.
    '@container (max-width: 420px)': { paddingInline: tokens.spacingHorizontalXS },
  },
  decline: { '& .fui-Button__icon': { color: tokens.colorStatusDangerForeground1 } },
});

/** The buttons that accept or decline an incoming call. */
export function AnswerButtons({ incoming: { key, isAnswering } }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  /** Creates the click listener that accepts the call. */
  const createAcceptListener = (options: { video: boolean; endFrontCall?: boolean }) => () =>
    void phone.acceptCall(key, options);
  return (
    <div className={styles.buttons} onKeyDownCapture={ignoreRepeats}>
      <Button
        className={styles.button}
        appearance="primary"
        icon={<Call20Filled />}
        disabledFocusable={isAnswering}
        onClick={createAcceptListener({ video: false })}
      >
        {t('incoming.accept')}
      </Button>
      <Button
        className={styles.button}
        icon={<Video20Filled />}
        disabledFocusable={isAnswering}
        onClick={createAcceptListener({ video: true })}
      >
        {t('incoming.acceptWithVideo')}
      </Button>
      {isInCall && (
        <Button
          className={styles.button}
          icon={<Call20Filled />}
          disabledFocusable={isAnswering}
          onClick={createAcceptListener({ video: false, endFrontCall: true })}
        >
          {t('incoming.endAndAccept')}
        </Button>
      )}
      <Button
        className={mergeClasses(styles.button, styles.decline)}
        icon={<CallEnd20Filled />}
        onClick={() => void phone.declineCall(key)}
      >
        {t('incoming.decline')}
      </Button>
    </div>
  );
}

/** Ignores a key that the user has held down since before the call rang. The user meant that key for something else. */
function ignoreRepeats(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
