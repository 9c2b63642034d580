import {
  makeStyles,
  mergeClasses,
  ToolbarButton,
  tokens,
  type ToolbarButtonProps,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  button: {
    // Wide enough for the longer of two names, so that nothing moves when the name changes.
    width: '76px',
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

interface ControlButtonProps {
  /** Its name, always to be seen: what pressing it does now. */
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
  const styles = useStyles();
  return (
    <ToolbarButton
      vertical
      aria-busy={pending}
      disabledFocusable={pending}
      {...(appearance && { appearance })}
      className={mergeClasses(styles.button, className)}
      icon={icon}
      onClick={onClick}
    >
      {label}
    </ToolbarButton>
  );
}
