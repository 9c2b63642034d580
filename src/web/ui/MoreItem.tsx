import { Caption1, makeStyles, MenuItem, tokens } from '@fluentui/react-components';
import { useId, type ReactElement } from 'react';

const useStyles = makeStyles({
  // On a narrow screen, a long German word such as “Rauschunterdrückung” is wider than a column of the menu, so it must break.
  item: { '& .fui-MenuItem__content': { minWidth: 0, overflowWrap: 'anywhere', hyphens: 'auto' } },
  reason: { display: 'block', color: tokens.colorNeutralForeground3, maxWidth: '240px' },
});

interface MoreItemProps {
  label: string;
  icon?: ReactElement;
  /** Whether the command is running. Meanwhile the user cannot choose the item. */
  pending?: boolean;
  /** Why the user cannot choose the item, shown below the label; `null` if the user can. */
  unavailable?: string | null;
  /** What else the user should know before choosing the item, shown below the label. It is not part of the item's name. */
  note?: string | null;
  onClick: () => void;
}

export function MoreItem({
  label,
  icon,
  pending = false,
  unavailable = null,
  note = null,
  onClick,
}: MoreItemProps) {
  const styles = useStyles();
  const [labelId, noteId] = [useId(), useId()];
  const isNoted = note !== null && unavailable === null;
  return (
    <MenuItem
      className={styles.item}
      {...(icon && { icon })}
      {...(isNoted && { 'aria-labelledby': labelId, 'aria-describedby': noteId })}
      disabled={pending || unavailable !== null}
      onClick={() => onClick()}
    >
      <span id={labelId}>{label}</span>
      {isNoted && (
        <Caption1 id={noteId} className={styles.reason}>
          {note}
        </Caption1>
      )}
      {unavailable !== null && <Caption1 className={styles.reason}>{unavailable}</Caption1>}
    </MenuItem>
  );
}
