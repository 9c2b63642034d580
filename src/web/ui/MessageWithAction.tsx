import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { roomy } from './narrow.ts';

const useStyles = makeStyles({
  bar: {
    textAlign: 'start',
    boxSizing: 'border-box',
    flexShrink: 0,
    // Where there is room the button stands beside the words.
    [roomy]: {
      alignItems: 'center',
      paddingTop: 0,
      gridTemplateAreas: '"icon body secondaryActions actions"',
    },
  },
  body: { [roomy]: { paddingBlock: tokens.spacingVerticalS } },
  actions: { [roomy]: { marginTop: 0, marginBottom: 0 } },
});

interface MessageWithActionProps {
  /** An alert is said at once, a status when there is time for it. */
  role: 'alert' | 'status';
  intent?: 'info' | 'warning';
  /** What its one button does; `null` where nothing can be done. */
  action: string | null;
  /** What the button does is being done. */
  isBusy?: boolean;
  onAction: () => void;
  /** What the button that takes the bar away is called, and what it does; without it there is none. */
  dismiss?: { label: string; onDismiss: () => void };
  className?: string;
  children: ReactNode;
}

/** A bar of words with one button. Fluent's own announcement is off: the role says it once. */
export function MessageWithAction({
  role,
  intent = 'info',
  action,
  isBusy = false,
  onAction,
  dismiss,
  className,
  children,
}: MessageWithActionProps) {
  const styles = useStyles();
  return (
    <MessageBar
      role={role}
      politeness="polite"
      intent={intent}
      layout="multiline"
      className={mergeClasses(styles.bar, className)}
    >
      <MessageBarBody className={styles.body}>{children}</MessageBarBody>
      {action !== null && (
        <MessageBarActions
          className={styles.actions}
          {...(dismiss && {
            containerAction: (
              <Button
                appearance="transparent"
                icon={<Dismiss20Regular />}
                aria-label={dismiss.label}
                onClick={dismiss.onDismiss}
              />
            ),
          })}
        >
          <Button disabledFocusable={isBusy} onClick={onAction}>
            {action}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
