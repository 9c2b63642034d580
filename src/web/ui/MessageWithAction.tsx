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
import { useEffectEvent, useLayoutEffect, useRef, type JSX, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusRestore } from './useFocusRestore.ts';
import { useIsOneColumn } from './useScreenWidth.ts';
import { repeatable } from './useSecondPressGuard.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    boxSizing: 'border-box',
    width: '100%',
    flexShrink: 0,
    textAlign: 'start',
    paddingTop: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
    paddingInlineEnd: tokens.spacingHorizontalS,
    '& .fui-MessageBar__icon': { marginInlineEnd: 0 },
    // Not a style of the element itself, because Griffel gives it the same rank as Fluent's `paddingRight`.
    '& .fui-MessageBarActions': { paddingInlineEnd: 0 },
    // Fluent's spacer would take a gap.
    '& .fui-MessageBar__bottomReflowSpacer': { display: 'none' },
  },
  // The button is beside the words, or below them at the end if there is no room.
  said: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    flex: '1 1 0',
    minWidth: 0,
  },
  body: { flex: '1 1 150px', minWidth: 0, paddingInlineEnd: 0, paddingBlock: tokens.spacingVerticalXS },
  actions: {
    flexShrink: 0,
    columnGap: tokens.spacingHorizontalS,
    marginTop: 0,
    marginBottom: 0,
  },
});

export interface MessageProps {
  /** Screen readers announce an `alert` at once, and a `status` when they have nothing else to say. */
  role: 'alert' | 'status';
  /** A `question` waits for the user's decision. Default: `notice`. */
  urgency?: 'question' | 'failure' | 'notice';
  /** The label of the button that helps; `null` (default) for no button. */
  action?: string | null;
  /** The label on a phone, a part of `action`. */
  shortAction?: string;
  /** The icon of that button. On a phone, the `MessageLine` shows either the label or, if there is no room, the icon. */
  actionIcon?: JSX.Element;
  /** Whether the action is running or cannot run now. Meanwhile the button keeps the focus, and cannot be pressed. */
  isBusy?: boolean;
  /** Why the action cannot run now, which the button then says; `null` (default) if it can. */
  refusal?: string | null;
  onAction?: () => void;
  /** The label of a second button, which does not remove the message. */
  moreAction?: string;
  onMoreAction?: () => void;
  /** Small controls that replace the action. */
  controls?: ReactNode;
  /** Removes the message. Without this function, the message stays until its cause has gone. */
  onDismiss?: () => void;
  /** Whether a page around this one must not be able to choose what the user presses. */
  isGuarded?: boolean;
  children: ReactNode;
}

interface MessageBarProps extends Omit<MessageProps, 'role'> {
  /** `none` for a message that has been announced elsewhere. */
  role: MessageProps['role'] | 'none';
  className?: string;
  /** For the element that holds the words and the button that helps. */
  saidClassName?: string;
  wordsClassName?: string;
  wordsRef?: Ref<HTMLDivElement>;
}

/** A message with one button. Its `role` makes screen readers announce it. Fluent does not announce it a second time. */
export function MessageWithAction({
  role,
  urgency = 'notice',
  className,
  wordsClassName,
  wordsRef,
  saidClassName,
  action = null,
  shortAction,
  actionIcon,
  isBusy = false,
  refusal = null,
  onAction,
  moreAction,
  onMoreAction,
  controls,
  onDismiss,
  isGuarded = false,
  children,
}: MessageBarProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const isShort = useIsOneColumn() && shortAction !== undefined;
  const bar = useRef<Element>(null);
  const { rememberFocus, restoreFocus } = useFocusRestore();
  const hasButtons = action !== null || controls !== undefined || onDismiss !== undefined;
  const keepFocus = useEffectEvent(() => {
    if (bar.current?.contains(document.activeElement)) restoreFocus();
  });
  // The buttons also go when another message takes the place of this one.
  useLayoutEffect(() => (hasButtons ? () => keepFocus() : undefined), [hasButtons]);
  const help =
    action === null ? (
      controls
    ) : (
      <Button
        disabledFocusable={isBusy || refusal !== null}
        {...(actionIcon && { icon: actionIcon, title: action })}
        {...(isShort && { 'aria-label': action })}
        {...(refusal !== null && { title: refusal, 'aria-description': refusal })}
        onClick={onAction}
      >
        <span data-label>{isShort ? shortAction : action}</span>
      </Button>
    );
  const dismiss = onDismiss && (
    <Button
      appearance="transparent"
      icon={<Dismiss20Regular />}
      aria-label={t('remedies.none')}
      {...repeatable}
      onClick={onDismiss}
    />
  );
  // An alert has one button, the one that helps.
  const isDismissApart = role !== 'status' && help !== undefined;
  return (
    <MessageBar
      role="none"
      politeness="polite"
      intent={urgency === 'failure' ? 'warning' : 'info'}
      layout="multiline"
      className={mergeClasses(styles.bar, className)}
      onFocus={(event) => {
        bar.current = event.currentTarget;
        rememberFocus(event);
      }}
      {...(isGuarded && {
        'data-guarded': true,
        // A refused press must not give the button the focus either: the next Enter, meant for something else, would run the action.
        onMouseDownCapture: (event) => isBusy && event.preventDefault(),
      })}
    >
      <div role={role} className={mergeClasses(styles.said, saidClassName)}>
        <MessageBarBody className={styles.body}>
          {wordsRef ? (
            <div ref={wordsRef} className={wordsClassName} data-message>
              {children}
            </div>
          ) : (
            children
          )}
        </MessageBarBody>
        {hasButtons && (
          // Not live, because a message gets its buttons only when it is the most important one. It has been announced before.
          <MessageBarActions className={styles.actions} aria-live="off">
            {help}
            {moreAction !== undefined && (
              <Button data-more-action onClick={onMoreAction}>
                {moreAction}
              </Button>
            )}
            {!isDismissApart && dismiss}
          </MessageBarActions>
        )}
      </div>
      {isDismissApart && dismiss}
    </MessageBar>
  );
}
