import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Call24Regular } from '@fluentui/react-icons/svg/call';
import { Video24Regular } from '@fluentui/react-icons/svg/video';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', flexShrink: 0, gap: tokens.spacingHorizontalS },
  button: { flexGrow: 1 },
});

interface CallButtonsProps {
  disabled: boolean;
  /** Whether the user has pressed a button and the call does not exist yet. */
  isPlacing: boolean;
  onCall: (withVideo: boolean) => void;
  /** Further buttons for the callee. */
  children?: ReactNode;
}

/** The buttons *Call* and *Video call*. */
export function CallButtons({ disabled, isPlacing, onCall, children }: CallButtonsProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.buttons}>
      <Button
        className={styles.button}
        appearance="primary"
        size="large"
        icon={isPlacing ? <Spinner size="tiny" /> : <Call24Regular />}
        disabledFocusable={disabled}
        onClick={() => onCall(false)}
      >
        {t('dial.call')}
      </Button>
      <Button
        className={styles.button}
        size="large"
        icon={<Video24Regular />}
        disabledFocusable={disabled}
        onClick={() => onCall(true)}
      >
        {t('dial.videoCall')}
      </Button>
      {children}
    </div>
  );
}
