import { makeStyles } from '@fluentui/react-components';
import { memo, startTransition, useEffect, useRef, useState } from 'react';
import type { CallGroup } from './groupEntries.ts';
import { HistoryRow } from './HistoryRow.tsx';
import type { Nearness } from './nearness.ts';

/** The height of a row without a note, in px. */
const usualRowHeight = 48;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  // Lets the browser skip the layout of rows out of sight. It assumes that such a row has the usual height, or its last one.
  item: { contentVisibility: 'auto', containIntrinsicSize: `auto ${usualRowHeight}px` },
});

interface CallRowsProps {
  groups: readonly CallGroup[];
  /** Whether the rows are rendered at first, before the browser has said whether they are near the visible part. */
  isNearAtFirst: boolean;
  nearness: Nearness;
  /** The key of the row whose details are open. */
  openGroup: string | null;
  /** The keys of the missed calls whose callers the user has talked to since. */
  returnedCalls: ReadonlySet<string>;
  canPlaceCall: boolean;
  onToggle: (groupKey: string) => void;
}

/** A few rows of the history. Far from the visible part of the list, there is an empty space of their height instead. */
export const CallRows = memo(function CallRows(props: CallRowsProps) {
  const { groups, isNearAtFirst, nearness, openGroup, returnedCalls, canPlaceCall, onToggle } = props;
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  /** The height of the space that is there instead of the rows, in px; `null` while the rows are rendered. */
  const [spaceHeight, setSpaceHeight] = useState(isNearAtFirst ? null : groups.length * usualRowHeight);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    return nearness.observe(element, (isNear, height) => {
      // If the row with the focus disappeared, the focus would be lost.
      if (!isNear && element.contains(document.activeElement)) return;
      // As a transition, which React renders in pieces, because many rows may come near at once.
      startTransition(() => setSpaceHeight(isNear ? null : height));
    });
  }, [nearness]);
  return (
    <ul ref={list} className={styles.list} style={{ height: spaceHeight ?? undefined }}>
      {spaceHeight === null &&
        groups.map((group) => (
          <li key={group.key} className={styles.item}>
            <HistoryRow
              group={group}
              isOpen={group.key === openGroup}
              isReturned={returnedCalls.has(group.entries[0].key)}
              canPlaceCall={canPlaceCall}
              onToggle={onToggle}
            />
          </li>
        ))}
    </ul>
  );
});
