import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Call24Regular } from '@fluentui/react-icons/svg/call';
import { Video24Regular } from '@fluentui/react-icons/svg/video';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onOneColumn } from '../../ui/screenWidth.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';

const useStyles = makeStyles({
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    flexShrink: 0,
    gap: tokens.spacingHorizontalS,
    [onOneColumn]: { display: 'contents' },
  },
  button: {
    flexGrow: 1,
    [onOneColumn]: {
      position: 'relative',
      flexGrow: 0,
      width: '48px',
      minWidth: 0,
      padding: 0,
      '& .fui-Button__icon': { margin: 0 },
    },
  },
  // Screen readers read the name that the icon stands for.
  name: { [onOneColumn]: visuallyHidden },
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
        <span className={styles.name}>{t('dial.call')}</span>
      </Button>
      <Button
        className={styles.button}
        size="large"
        icon={<Video24Regular />}
        disabledFocusable={disabled}
        onClick={() => onCall(true)}
      >
        <span className={styles.name}>{t('dial.videoCall')}</span>
      </Button>
      {children}
    </div>
  );
}
