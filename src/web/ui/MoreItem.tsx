import { Caption1, makeStyles, MenuItem, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  reason: { display: 'block', color: tokens.colorNeutralForeground3, maxWidth: '240px' },
});

interface MoreItemProps {
  label: string;
  icon?: ReactElement;
  /** Whether the command is running. Meanwhile the user cannot choose the item. */
  pending?: boolean;
  /** Why the user cannot choose the item, shown below the label; `null` if the user can. */
  unavailable?: string | null;
  onClick: () => void;
}

/** One item of a menu, for example of *More*. */
export function MoreItem({ label, icon, pending = false, unavailable = null, onClick }: MoreItemProps) {
  const styles = useStyles();
  return (
    <MenuItem {...(icon && { icon })} disabled={pending || unavailable !== null} onClick={() => onClick()}>
      {label}
      {unavailable !== null && <Caption1 className={styles.reason}>{unavailable}</Caption1>}
    </MenuItem>
  );
}
