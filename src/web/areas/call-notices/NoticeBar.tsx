import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onWideScreen } from '../../ui/screenWidth.ts';

const useStyles = makeStyles({
  bar: {
    width: '100%',
    boxSizing: 'border-box',
    flexShrink: 0,
    textAlign: 'start',
    // On a wide screen the buttons stand beside the words.
    [onWideScreen]: {
      alignItems: 'center',
      paddingTop: 0,
      gridTemplateAreas: '"icon body secondaryActions actions"',
    },
  },
  body: { [onWideScreen]: { paddingBlock: tokens.spacingVerticalS } },
  actions: { [onWideScreen]: { marginBlock: 0 } },
});

interface NoticeBarProps {
  /** `alert` for a failure, `status` for anything else. */
  role: 'alert' | 'status';
  /** The button beside *Dismiss*; `null` for no button. A press on the button also dismisses the notice. */
  action: { label: string; onClick: () => void } | null;
  onDismiss: () => void;
  children: ReactNode;
}

/**
 * One notice about a call that the user may not be looking at. The notice stays until the user presses its button or dismisses
 * the notice.
 */
export function NoticeBar({ role, action, onDismiss, children }: NoticeBarProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const runAction = () => {
    onDismiss();
    action?.onClick();
  };
  return (
    <MessageBar
      role={role}
      politeness="polite"
      intent={role === 'alert' ? 'warning' : 'info'}
      layout="multiline"
      className={styles.bar}
    >
      <MessageBarBody className={styles.body}>{children}</MessageBarBody>
      <MessageBarActions className={styles.actions}>
        {action && <Button onClick={runAction}>{action.label}</Button>}
        <Button onClick={onDismiss}>{t('news.dismiss')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
