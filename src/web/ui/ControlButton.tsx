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
import { narrow } from './narrow.ts';
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
    [narrow]: { width: '44px', minHeight: '44px' },
  },
  // On a phone the controls are icons in one row. Screen readers still get the labels.
  label: { [narrow]: visuallyHidden },
});

interface ControlButtonProps {
  /** What a press does now. It is the accessible name, too. */
  label: string;
  icon: ReactElement;
  /** Whether the command is running. The button then keeps its place and the focus, and cannot be pressed. */
  pending?: boolean;
  /** The reason why the button cannot be used; shown on hover and focus, and read by screen readers. `null` if it can. */
  unavailable?: string | null;
  /** For a button that shows and hides something: whether it is shown. */
  expanded?: boolean;
  appearance?: ToolbarButtonProps['appearance'];
  className?: string;
  onClick: () => void;
}

/**
 * One button of the call's toolbar. It stays the same element when its label changes, so that it keeps the focus. While its
 * command runs it keeps its label, even if the call's state has changed already: a label says what a press does, and a
 * press has no effect until the command is done.
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
  const [settled, setSettled] = useState({ label, icon });
  if (!pending && settled.label !== label) setSettled({ label, icon });
  const shown = pending ? settled : { label, icon };
  // The focus returns here when the panel of this button closes.
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
  const [isPointedAt, setPointedAt] = useState(false);
  return (
    // The tooltip is drawn inside, because outside it would belong to no landmark of the page.
    <div className={styles.container} ref={attachTooltipParent}>
      <Tooltip
        relationship="description"
        content={unavailable ?? shown.label}
        mountNode={tooltipParent}
        visible={isPointedAt && unavailable !== null}
        onVisibleChange={(_event, { visible }) => setPointedAt(visible)}
      >
        <ToolbarButton
          vertical
          {...restoreFocusTarget}
          aria-busy={pending}
          {...(expanded !== undefined && { 'aria-expanded': expanded })}
          disabledFocusable={pending || unavailable !== null}
          {...(appearance && { appearance })}
          className={mergeClasses(styles.button, className)}
          icon={shown.icon}
          onClick={() => onClick()}
        >
          <span className={styles.label}>{shown.label}</span>
        </ToolbarButton>
      </Tooltip>
    </div>
  );
}
