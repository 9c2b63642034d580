import {
  Button,
  makeStyles,
  mergeClasses,
  tokens,
  Tooltip,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useKeyNames } from '../i18n/keyNames.ts';
import { createFill, forcedBorder } from './controlStyles.ts';
import { toAriaKeys } from './shortcutProps.ts';
import { useTooltip } from './useTooltip.ts';

const useStyles = makeStyles({
  // The grid around the buttons gives all of them the same width.
  button: {
    minWidth: 0,
    maxWidth: 'none',
    minHeight: '48px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
  },
  // The panel that the button has opened has the next step, so the button looks pressed instead of primary.
  open: {
    ...createFill(
      tokens.colorBrandBackground2,
      tokens.colorBrandBackground2Hover,
      tokens.colorBrandForeground2,
    ),
    ...forcedBorder,
  },
});

interface LargeControlProps {
  /** What a press does. */
  label: string;
  icon: ReactElement;
  isPrimary?: boolean;
  /** The keys that do the same as the button; `null` for none. */
  shortcut?: string | null;
  /** Says more about what a press does. The tooltip shows it, and screen readers read it. */
  tooltip?: string;
  /** Whether the command is running. Meanwhile the button keeps the focus, and cannot be pressed. */
  pending?: boolean;
  /** Why the button cannot be pressed; `null` if it can. The tooltip shows it, and screen readers read it. */
  unavailable: string | null;
  /** Whether the panel that the button opens is open. Missing for a button without a panel. */
  expanded?: boolean;
  onClick: () => void;
}

/** A large button for what the user does most often with the other person of a call. */
export function LargeControl({
  label,
  icon,
  isPrimary = false,
  shortcut = null,
  tooltip,
  pending = false,
  unavailable,
  expanded,
  onClick,
}: LargeControlProps) {
  const styles = useStyles();
  const nameKeys = useKeyNames();
  const restoreFocusTarget = useRestoreFocusTarget();
  const { isVisible, onVisibleChange, buttonProps } = useTooltip(onClick);
  const description = unavailable ?? tooltip;
  const shownTooltip = description ?? (shortcut === null ? null : nameKeys(shortcut));
  return (
    // The element is there even without a text, because React would replace the button, which would lose the focus, if it came or
    // went. Without a description, the tooltip repeats what `aria-keyshortcuts` tells screen readers.
    <Tooltip
      relationship={description === undefined ? 'inaccessible' : 'description'}
      content={shownTooltip ?? ''}
      visible={isVisible && shownTooltip !== null}
      onVisibleChange={onVisibleChange}
    >
      <Button
        size="large"
        appearance={isPrimary && expanded !== true ? 'primary' : 'secondary'}
        className={mergeClasses(styles.button, expanded === true && styles.open)}
        icon={icon}
        aria-busy={pending}
        {...restoreFocusTarget}
        {...(shortcut !== null && { 'aria-keyshortcuts': toAriaKeys(shortcut) })}
        {...(expanded !== undefined && { 'aria-expanded': expanded })}
        disabledFocusable={pending || unavailable !== null}
        {...buttonProps}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
