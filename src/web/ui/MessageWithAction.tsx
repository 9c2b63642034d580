import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  mergeClasses,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { onNarrowScreen, onWideScreen } from './screenWidth.ts';

/** The styles of a `MessageBar` with buttons beside its words, or below them if there is no room. */
export const useMessageStyles = makeStyles({
  bar: {
    boxSizing: 'border-box',
    flexShrink: 0,
    textAlign: 'start',
    [onWideScreen]: {
      alignItems: 'center',
      paddingTop: 0,
      gridTemplateAreas: '"icon body secondaryActions actions"',
    },
    [onNarrowScreen]: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      // Buttons that have a line of their own stand at its end.
      justifyContent: 'flex-end',
      rowGap: tokens.spacingVerticalXS,
      paddingBlock: tokens.spacingVerticalXS,
      paddingInlineEnd: tokens.spacingHorizontalS,
      // The cross, which dismisses the message, comes after the other button, as it does on a wide screen.
      '& .fui-MessageBarActions__containerAction': { order: 1 },
    },
  },
  body: {
    [onWideScreen]: { paddingBlock: tokens.spacingVerticalS },
    [onNarrowScreen]: { flex: '1 1 150px' },
  },
  // The same margins as the view below.
  aboveView: {
    margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL} 0`,
    [onNarrowScreen]: { marginInline: tokens.spacingHorizontalM },
  },
  actions: {
    [onWideScreen]: { marginBlock: 0 },
    [onNarrowScreen]: { marginBlock: 0 },
  },
});

interface MessageWithActionProps {
  /** Screen readers announce an `alert` at once, and a `status` when they have nothing else to say. */
  role: 'alert' | 'status';
  intent?: 'info' | 'warning';
  /** The label of the button; `null` for no button. */
  action: string | null;
  /** Whether the action is running or cannot run now. Meanwhile the button keeps the focus, and cannot be pressed. */
  isBusy?: boolean;
  /** Why the action cannot run now, which the button then says; `null` (default) if it can. */
  refusal?: string | null;
  onAction: () => void;
  /** A second button that dismisses the message. It is shown only if there is an `action`. */
  dismiss?: { label: string; onDismiss: () => void };
  /** Whether the message has the margins of the console's view, because it is above the view. */
  isAboveView?: boolean;
  className?: string;
  children: ReactNode;
}

/** A message with one button. Its `role` makes screen readers announce it. Fluent does not announce it a second time. */
export function MessageWithAction({
  role,
  intent = 'info',
  action,
  isBusy = false,
  refusal = null,
  onAction,
  dismiss,
  isAboveView = false,
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
      className={mergeClasses(styles.bar, isAboveView && styles.aboveView, className)}
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
          <Button
            disabledFocusable={isBusy || refusal !== null}
            {...(refusal !== null && { title: refusal, 'aria-description': refusal })}
            onClick={onAction}
          >
            {action}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
