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
  place: { display: 'flex' },
  button: {
    position: 'relative',
    // Wide enough for the longer of two names, so that nothing moves when the name changes.
    width: '96px',
    minWidth: 0,
    minHeight: '56px',
    paddingInline: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    lineHeight: tokens.lineHeightBase200,
    [narrow]: { width: '44px', minHeight: '44px' },
  },
  // On a phone all controls stand in one row, as icons; readers hear the names there, too.
  label: { [narrow]: visuallyHidden },
});

interface ControlButtonProps {
  /** Its name: what pressing it does now. */
  label: string;
  icon: ReactElement;
  /** The command is under way: the button stays where it is, keeps the focus and cannot be pressed again. */
  pending?: boolean;
  /** Why it cannot be used; said on hover and focus, and to screen readers. */
  unavailable?: string | null;
  /** For a button that shows and hides something. */
  expanded?: boolean;
  appearance?: ToolbarButtonProps['appearance'];
  className?: string;
  onClick: () => void;
}

/**
 * One button of the call's toolbar. It stays the same element when its name changes, so focus stays, too. While its
 * command is under way it keeps its name, even if the call's state has changed already: a name promises what a press
 * does, and a press has no effect until the command is done.
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
  // From the panel that the button opens.
  const backHere = useRestoreFocusTarget();
  // Where the reason is drawn. Fluent leaves an empty element in the document whenever a tooltip moves to another place,
  // so the place is made before the first render.
  const [reasonPlace] = useState(() => document.createElement('div'));
  const attachReason = useCallback(
    (button: HTMLDivElement | null) => {
      button?.append(reasonPlace);
    },
    [reasonPlace],
  );
  const [isPointedAt, setPointedAt] = useState(false);
  return (
    // The reason is drawn in here: outside, it would belong to no landmark of the page.
    <div className={styles.place} ref={attachReason}>
      <Tooltip
        relationship="description"
        content={unavailable ?? shown.label}
        mountNode={reasonPlace}
        visible={isPointedAt && unavailable !== null}
        onVisibleChange={(_event, { visible }) => setPointedAt(visible)}
      >
        <ToolbarButton
          vertical
          {...backHere}
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
