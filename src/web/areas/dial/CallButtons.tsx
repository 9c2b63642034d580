import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Call24Regular } from '@fluentui/react-icons/svg/call';
import { Video24Regular } from '@fluentui/react-icons/svg/video';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneState } from '../../calling/react.tsx';
import { withoutTransition } from '../../ui/motion.ts';
import { onOneColumn } from '../../ui/screenWidth.ts';
import { useTakesLong } from '../../ui/useTakesLong.ts';
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
    ...withoutTransition,
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
  /** Whether there is nobody to call. The buttons are also disabled while a call is being placed. */
  disabled: boolean;
  onCall: (withVideo: boolean) => void;
  /** Further buttons for the callee. */
  children?: ReactNode;
}

/** The buttons *Call* and *Video call*. */
export function CallButtons({ disabled, onCall, children }: CallButtonsProps) {
  const { t } = useTranslation();
  // Read here, because the box beside the buttons is expensive to render.
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const takesLong = useTakesLong(isPlacing);
  const styles = useStyles();
  return (
    <div className={styles.buttons}>
      <Button
        className={styles.button}
        appearance="primary"
        size="large"
        icon={takesLong ? <Spinner size="tiny" /> : <Call24Regular />}
        disabledFocusable={disabled || isPlacing}
        onClick={() => onCall(false)}
      >
        <span className={styles.name}>{t('dial.call')}</span>
      </Button>
      <Button
        className={styles.button}
        size="large"
        icon={<Video24Regular />}
        disabledFocusable={disabled || isPlacing}
        onClick={() => onCall(true)}
      >
        <span className={styles.name}>{t('dial.videoCall')}</span>
      </Button>
      {children}
    </div>
  );
}
