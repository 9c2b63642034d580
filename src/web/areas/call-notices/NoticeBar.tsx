import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  mergeClasses,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMessageStyles } from '../../ui/MessageWithAction.tsx';

const useStyles = makeStyles({ bar: { width: '100%' } });

interface NoticeBarProps {
  /** `alert` for a failure, `status` for anything else. */
  role: 'alert' | 'status';
  /** The button beside *Dismiss*; `null` for no button. A press on the button also dismisses the notice. */
  action: { label: string; onClick: () => void } | null;
  onDismiss: () => void;
  children: ReactNode;
}

/** One notice about a call that the user may not be looking at. It stays until the user answers or dismisses it. */
export function NoticeBar({ role, action, onDismiss, children }: NoticeBarProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const messageStyles = useMessageStyles();
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
      className={mergeClasses(messageStyles.bar, styles.bar)}
    >
      <MessageBarBody className={messageStyles.body}>{children}</MessageBarBody>
      <MessageBarActions className={messageStyles.actions}>
        {action && <Button onClick={runAction}>{action.label}</Button>}
        <Button onClick={onDismiss}>{t('news.dismiss')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
