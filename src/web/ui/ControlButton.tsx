import {
  makeStyles,
  mergeClasses,
  ToolbarButton,
  Tooltip,
  tokens,
  useRestoreFocusTarget,
  type ToolbarButtonProps,
} from '@fluentui/react-components';
import { useCallback, useState, type ReactElement } from 'react';
import { onNarrowScreen } from './screenWidth.ts';
import { visuallyHidden } from './visuallyHidden.ts';

export const useControlStyles = makeStyles({
  container: { display: 'flex' },
  button: {
    position: 'relative',
    // Wide enough for the longest label, so that nothing moves when the label changes.
    width: '96px',
    minWidth: 0,
    minHeight: '56px',
    paddingInline: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    lineHeight: tokens.lineHeightBase200,
    [onNarrowScreen]: { width: '44px', minHeight: '44px' },
  },
  // On a phone the controls are icons in one row. Screen readers still get the labels.
  label: { [onNarrowScreen]: visuallyHidden },
});

interface ControlButtonProps {
  /** What a press does now. The label is also the accessible name. */
  label: string;
  icon: ReactElement;
  /** Whether the command is running. Meanwhile the button keeps the focus, and cannot be pressed. */
  pending?: boolean;
  /**
   * Why the button cannot be pressed; `null` if it can. The reason is shown while the pointer or the focus is on the button, and
   * screen readers read it.
   */
  unavailable?: string | null;
  /** Whether the panel of this button is open; missing if the button has no panel. */
  expanded?: boolean;
  appearance?: ToolbarButtonProps['appearance'];
  className?: string;
  onClick: () => void;
}

/**
 * One button of the call's toolbar. The button stays the same element when its label changes, so that it keeps the focus.
 * While the button's command runs, the label stays, even if the call's state has already changed. A label says what a press
 * does, and a press does nothing until the command is done.
 */
export function ControlButton({
  label,
  icon,
  pending = false,
  unavailable = null,
  expanded,
  appearance,
  className,
  onClick,
}: ControlButtonProps) {
  const styles = useControlStyles();
  // The label and the icon from before the command. They stay on the button while the command runs.
  const [idleContent, setIdleContent] = useState({ label, icon });
  if (!pending && idleContent.label !== label) setIdleContent({ label, icon });
  const shownContent = pending ? idleContent : { label, icon };
  // The focus returns to this button when its panel closes.
  const restoreFocusTarget = useRestoreFocusTarget();
  // The parent of the tooltip. It is created before the first render, because Fluent leaves an empty element in the
  // document whenever the parent of a tooltip changes.
  const [tooltipParent] = useState(() => document.createElement('div'));
  const attachTooltipParent = useCallback(
    (container: HTMLDivElement | null) => {
      container?.append(tooltipParent);
    },
    [tooltipParent],
  );
  const [isTooltipRequested, setTooltipRequested] = useState(false);
  return (
    // The tooltip is drawn inside this element. Anywhere else it would belong to no landmark of the page.
    <div className={styles.container} ref={attachTooltipParent}>
      <Tooltip
        relationship="description"
        content={unavailable ?? shownContent.label}
        mountNode={tooltipParent}
        visible={isTooltipRequested && unavailable !== null}
        onVisibleChange={(_event, { visible }) => setTooltipRequested(visible)}
      >
        <ToolbarButton
          vertical
          {...restoreFocusTarget}
          aria-busy={pending}
          {...(expanded !== undefined && { 'aria-expanded': expanded })}
          disabledFocusable={pending || unavailable !== null}
          {...(appearance && { appearance })}
          className={mergeClasses(styles.button, className)}
          icon={shownContent.icon}
          onClick={() => onClick()}
        >
          <span className={styles.label}>{shownContent.label}</span>
        </ToolbarButton>
      </Tooltip>
    </div>
  );
}
