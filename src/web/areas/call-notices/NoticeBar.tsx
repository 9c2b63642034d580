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
import { usePhone } from '../../calling/react.tsx';
import { roomy } from '../../ui/narrow.ts';

const useStyles = makeStyles({
  bar: {
    width: '100%',
    boxSizing: 'border-box',
    flexShrink: 0,
    textAlign: 'start',
    [roomy]: {
      alignItems: 'center',
      paddingTop: 0,
      gridTemplateAreas: '"icon body secondaryActions actions"',
    },
  },
  body: { [roomy]: { paddingBlock: tokens.spacingVerticalS } },
  actions: { [roomy]: { marginBlock: 0 } },
});

interface NoticeBarProps {
  id: string;
  /** A failure is an alert; what merely happened is a status. */
  role: 'alert' | 'status';
  /** The one button that helps, beside *Dismiss*. */
  action: { label: string; onClick: () => void } | null;
  children: ReactNode;
}

/** One piece of news. It stays until the user acts on it or dismisses it. */
export function NoticeBar({ id, role, action, children }: NoticeBarProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const act = () => {
    phone.dismissNotice(id);
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
        {action && <Button onClick={act}>{action.label}</Button>}
        <Button onClick={() => phone.dismissNotice(id)}>{t('news.dismiss')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
