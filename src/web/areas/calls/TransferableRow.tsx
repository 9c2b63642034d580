import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSession } from '../../calling/react.tsx';
import { useCallDragSource, useTransferDropTarget } from '../../transfer/dragAndDrop.ts';
import { useTransferOutcome } from '../../transfer/useTransferOutcome.ts';
import { useCallRowStyles } from '../../ui/useCallRowStyles.ts';

const useStyles = makeStyles({
  // The words for screen readers are positioned in the row. In the page, they would make it wider than the window.
  row: { position: 'relative', flexDirection: 'column', alignItems: 'stretch' },
  call: { position: 'relative', display: 'flex', alignItems: 'center', minWidth: 0 },
  possible: { outline: `2px dashed ${tokens.colorBrandStroke1}`, outlineOffset: '-2px' },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  outcome: {
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  failed: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
});

interface TransferableRowProps {
  label: string;
  /** Whether the call is on the screen. */
  isInFront: boolean;
  children: ReactNode;
}

/**
 * The row of a call. The user can drag it onto a person or onto another call, which transfers the call there. Below the call, the
 * row says how its transfer goes, and keeps a failure until the user has dismissed its notice.
 */
export function TransferableRow({ label, isInFront, children }: TransferableRowProps) {
  const callRowStyles = useCallRowStyles();
  const styles = useStyles();
  const { key } = useSession();
  const dragSource = useCallDragSource(key);
  const dropTarget = useTransferDropTarget({ kind: 'call', callKey: key });
  const outcome = useTransferOutcome(key);
  return (
    <li
      aria-label={label}
      {...dragSource}
      {...dropTarget.props}
      className={mergeClasses(
        callRowStyles.row,
        styles.row,
        isInFront && callRowStyles.front,
        dropTarget.isPossible && styles.possible,
        dropTarget.isOver && styles.over,
      )}
    >
      <div className={styles.call}>{children}</div>
      {outcome && (
        <span className={mergeClasses(styles.outcome, outcome.kind === 'failed' && styles.failed)}>
          {outcome.text}
        </span>
      )}
    </li>
  );
}
