import { mergeClasses, ToolbarButton, Tooltip, useRestoreFocusTarget } from '@fluentui/react-components';
import { useCallback, useState, type ReactElement } from 'react';
import { useKeyNames } from '../i18n/keyNames.ts';
import { useControlStyles, type ControlTone } from './controlStyles.ts';
import { toAriaKeys } from './shortcutProps.ts';
import { useTooltip } from './useTooltip.ts';

interface ControlButtonProps {
  /** What a press does now. The label is also the accessible name. */
  label: string;
  /** The word below the icon, if the whole label is too long. It must be part of the label. */
  shortLabel?: string;
  icon: ReactElement;
  /** Marks a state of the button by its colour, in addition to the label and the icon. */
  tone?: ControlTone | undefined;
  /** The keys that do the same as the button, for example `Ctrl+Shift+M`. The tooltip shows them. */
  shortcut?: string | null;
  /** Whether the command is running. Meanwhile the button keeps the focus, and cannot be pressed. */
  pending?: boolean;
  /** Why the button cannot be pressed; `null` if it can. The tooltip shows it, and screen readers read it. */
  unavailable?: string | null;
  /** Whether the button is grey and cannot be pressed for a moment, without a reason that the user must read. */
  disabled?: boolean;
  expanded?: boolean;
  /** The text of the tooltip, if it should differ from the label. */
  tooltip?: string | undefined;
  onClick: () => void;
}

/**
 * One button of the call's toolbar. It stays the same element when its label changes, so that it keeps the focus. The label does
 * not change while the button's command runs, because a press does nothing until the command is done.
 */
export function ControlButton({
  label,
  shortLabel,
  icon,
  tone,
  shortcut = null,
  pending = false,
  unavailable = null,
  disabled = false,
  expanded,
  tooltip = label,
  onClick,
}: ControlButtonProps) {
  const styles = useControlStyles();
  const content = { label, shortLabel, tooltip, icon, tone };
  // The content from before the command. Only the label is compared, because the icon is a new object at each render.
  const [idleContent, setIdleContent] = useState(content);
  if (!pending && idleContent.label !== label) setIdleContent(content);
  const shown = pending ? idleContent : content;
  const restoreFocusTarget = useRestoreFocusTarget();
  // A state, so that the tooltip has this parent from the start. Otherwise Fluent would leave an empty element in the document.
  const [tooltipParent] = useState(() => document.createElement('div'));
  const attachTooltipParent = useCallback(
    (container: HTMLDivElement | null) => container?.append(tooltipParent),
    [tooltipParent],
  );
  const { isVisible, onVisibleChange, buttonProps } = useTooltip(onClick);
  const nameKeys = useKeyNames();
  const tooltipText = shortcut === null ? shown.tooltip : `${shown.tooltip} (${nameKeys(shortcut)})`;
  const shownTone = expanded === true ? 'on' : shown.tone;
  return (
    // The tooltip is drawn inside this element. Anywhere else it would belong to no landmark of the page.
    <div className={styles.container} ref={attachTooltipParent}>
      <Tooltip
        // Without a reason, the tooltip repeats what the button's name and `aria-keyshortcuts` tell screen readers.
        relationship={unavailable === null ? 'inaccessible' : 'description'}
        content={unavailable ?? tooltipText}
        mountNode={tooltipParent}
        visible={isVisible}
        onVisibleChange={onVisibleChange}
      >
        <ToolbarButton
          vertical
          {...restoreFocusTarget}
          {...(shown.shortLabel !== undefined && { 'aria-label': shown.label })}
          {...(shortcut !== null && { 'aria-keyshortcuts': toAriaKeys(shortcut) })}
          aria-busy={pending}
          {...(expanded !== undefined && { 'aria-expanded': expanded })}
          disabledFocusable={pending || disabled || unavailable !== null}
          className={mergeClasses(
            styles.button,
            shownTone && styles[shownTone],
            disabled && styles.disabled,
            pending && styles.pending,
            unavailable !== null && styles.unavailable,
          )}
          icon={shown.icon}
          {...buttonProps}
        >
          <span className={styles.label}>{shown.shortLabel ?? shown.label}</span>
        </ToolbarButton>
      </Tooltip>
    </div>
  );
}
