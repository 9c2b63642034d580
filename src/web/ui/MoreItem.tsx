import { Caption1, makeStyles, MenuItem, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  reason: { display: 'block', color: tokens.colorNeutralForeground3, maxWidth: '240px' },
});

interface MoreItemProps {
  label: string;
  icon?: ReactElement;
  pending?: boolean;
  /** Why it cannot be used; shown below its name. */
  unavailable?: string | null;
  onClick: () => void;
}

/** One entry of a menu, such as *More* of a call. */
export function MoreItem({ label, icon, pending = false, unavailable = null, onClick }: MoreItemProps) {
  const styles = useStyles();
  return (
    <MenuItem {...(icon && { icon })} disabled={pending || unavailable !== null} onClick={() => onClick()}>
      {label}
      {unavailable !== null && <Caption1 className={styles.reason}>{unavailable}</Caption1>}
    </MenuItem>
  );
}
