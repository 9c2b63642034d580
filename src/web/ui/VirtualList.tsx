import { makeStyles } from '@fluentui/react-components';
import { Fragment, useRef, useState, type FocusEvent, type ReactNode } from 'react';
import { initialRowCount, useVisibleRows, type RowRange } from './useVisibleRows.ts';
import { moveFocusByKey } from './virtualRows.ts';

const useStyles = makeStyles({
  // When a row appears or goes, Chromium lays out the nearest box with a height of its own that is neither the list nor a flex
  // item, and only what is inside it. Without such a box it would lay out the whole page. So two boxes are around the list.
  flexItem: { flexShrink: 0 },
  layoutBoundary: { contain: 'size layout style' },
  list: { position: 'relative', listStyleType: 'none', height: '100%', margin: 0, padding: 0 },
});

/** A list with more rows than this renders only the rows near the visible part of its scroller. */
const maxRenderedRows = 40;

/** The place of a row in its list. `top` and `height` are in px. */
export interface RowPlace {
  readonly index: number;
  readonly count: number;
  readonly top: number;
  readonly height: number;
}

/**
 * The attributes of a row's `<li>`: its position on the screen and, for screen readers, in the whole list, because a
 * virtual list renders only some rows.
 * @see https://www.w3.org/TR/wai-aria-1.2/#aria-posinset
 */
export const toRowAttributes = ({ index, count, top, height }: RowPlace) =>
  ({
    'data-row': index,
    'aria-posinset': index + 1,
    'aria-setsize': count,
    tabIndex: -1,
    style: {
      position: 'absolute',
      top,
      height,
      insetInline: 0,
      boxSizing: 'border-box',
      contain: 'size layout style',
    },
  }) as const;

interface VirtualListProps<Item> {
  label: string;
  items: readonly Item[];
  getKey: (item: Item) => string;
  /** The height of every row, in px. */
  rowHeight: number;
  /** Returns the row, an `<li>` with `toRowAttributes(place)`. */
  renderRow: (item: Item, place: RowPlace) => ReactNode;
}

/**
 * A list of rows of equal height. A long list renders only the rows near the visible part of the element that scrolls (see
 * `scrollerAttributes`), and the row with the focus. The arrow keys, Home and End move the focus from row to row.
 */
export function VirtualList<Item>({ label, items, getKey, rowHeight, renderRow }: VirtualListProps<Item>) {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const [focusedIndex, setFocusedIndex] = useState<number | null>(null);
  const isVirtual = items.length > maxRenderedRows;
  const range = useVisibleRows(list, isVirtual, rowHeight);
  const indexes = isVirtual
    ? listIndexes(range, items.length, focusedIndex)
    : items.map((_item, index) => index);
  const onFocus = ({ target }: FocusEvent) => {
    const row = target.closest<HTMLElement>('[data-row]');
    setFocusedIndex(row ? Number(row.dataset.row) : null);
  };
  return (
    <div className={styles.flexItem}>
      <div className={styles.layoutBoundary} style={{ height: items.length * rowHeight }}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The keys work on the buttons of the rows. */}
        <ul
          ref={list}
          aria-label={label}
          className={styles.list}
          onFocus={onFocus}
          onBlur={() => setFocusedIndex(null)}
          onKeyDown={(event) =>
            // The row that gets the focus is rendered, and the browser then scrolls to it.
            moveFocusByKey(event, items.length, setFocusedIndex)
          }
        >
          {indexes.map((index) => {
            const item = items[index];
            if (item === undefined) return null;
            const place = { index, count: items.length, top: index * rowHeight, height: rowHeight };
            return <Fragment key={getKey(item)}>{renderRow(item, place)}</Fragment>;
          })}
        </ul>
      </div>
    </div>
  );
}

/**
 * Lists the rows to render. The row with the focus is one of them, because the browser would move the focus of a removed
 * element to the page.
 */
function listIndexes({ first, end }: RowRange, count: number, focusedIndex: number | null): number[] {
  // A search may have left fewer rows than the user has scrolled past.
  const start = Math.max(0, Math.min(first, count - initialRowCount));
  const indexes = Array.from({ length: Math.min(end, count) - start }, (_, offset) => start + offset);
  if (focusedIndex === null || focusedIndex >= count || indexes.includes(focusedIndex)) return indexes;
  return focusedIndex < start ? [focusedIndex, ...indexes] : [...indexes, focusedIndex];
}
