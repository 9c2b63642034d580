import { ToolbarButton, Tooltip, type ToolbarButtonProps } from '@fluentui/react-components';
import type { ReactElement } from 'react';

interface ControlButtonProps {
  /** The accessible name and the tooltip: what pressing it does now. */
  label: string;
  icon: ReactElement;
  /** The command is under way: the button stays where it is, keeps the focus and cannot be pressed again. */
  pending?: boolean;
  appearance?: ToolbarButtonProps['appearance'];
  className?: string;
  onClick: () => void;
}

/** One button of the call's toolbar. It stays the same element when its name changes, so focus stays, too. */
export function ControlButton({
  label,
  icon,
  pending = false,
  appearance,
  className,
  onClick,
}: ControlButtonProps) {
  return (
    <Tooltip content={label} relationship="label" positioning="above">
      <ToolbarButton
        aria-label={label}
        aria-busy={pending}
        disabledFocusable={pending}
        {...(appearance && { appearance })}
        {...(className && { className })}
        icon={icon}
        onClick={onClick}
      />
    </Tooltip>
  );
}
