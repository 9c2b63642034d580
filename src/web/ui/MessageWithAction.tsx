import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  mergeClasses,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { useMessageStyles } from './messageStyles.ts';

interface MessageWithActionProps {
  /** Screen readers announce an alert at once, and a status when they have nothing else to say. */
  role: 'alert' | 'status';
  intent?: 'info' | 'warning';
  /** The label of the button; `null` for no button. */
  action: string | null;
  /** Whether the action is running or cannot run now. Meanwhile the button keeps the focus, and cannot be pressed. */
  isBusy?: boolean;
  onAction: () => void;
  /** A second button that dismisses the message. It is shown only if there is an `action`. */
  dismiss?: { label: string; onDismiss: () => void };
  className?: string;
  children: ReactNode;
}

/** A message with one button. Fluent announces nothing here, because `role` already makes screen readers announce the message. */
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
  const styles = useMessageStyles();
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
