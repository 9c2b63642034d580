import { Button, makeStyles, tokens, Tooltip, useRestoreFocusTarget } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useKeyNames } from '../i18n/keyNames.ts';
import { toAriaKeys } from './shortcutProps.ts';

const useStyles = makeStyles({
  // Several buttons share the width. On a phone, two of them fit beside each other in every language.
  button: {
    flex: '1 1 128px',
    minWidth: 0,
    maxWidth: '240px',
    minHeight: '48px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
  },
});

interface LargeControlProps {
  /** What a press does. */
  label: string;
  icon: ReactElement;
  isPrimary?: boolean;
  /** The keys that do the same as the button; `null` for none. */
  shortcut?: string | null;
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
  pending = false,
  unavailable,
  expanded,
  onClick,
}: LargeControlProps) {
  const styles = useStyles();
  const nameKeys = useKeyNames();
  const restoreFocusTarget = useRestoreFocusTarget();
  const button = (
    <Button
      size="large"
      appearance={isPrimary ? 'primary' : 'secondary'}
      className={styles.button}
      icon={icon}
      aria-busy={pending}
      {...restoreFocusTarget}
      {...(shortcut !== null && { 'aria-keyshortcuts': toAriaKeys(shortcut) })}
      {...(expanded !== undefined && { 'aria-expanded': expanded })}
      disabledFocusable={pending || unavailable !== null}
      onClick={() => onClick()}
    >
      {label}
    </Button>
  );
  const tooltip = unavailable ?? (shortcut === null ? null : nameKeys(shortcut));
  if (tooltip === null) return button;
  return (
    // Without a reason, the tooltip repeats what `aria-keyshortcuts` tells screen readers.
    <Tooltip relationship={unavailable === null ? 'inaccessible' : 'description'} content={tooltip}>
      {button}
    </Tooltip>
  );
}
