import { makeStyles } from '@fluentui/react-components';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, useLayoutEffect, useState, type FocusEvent, type ReactNode } from 'react';
import { findScroller, moveFocusByKey } from './virtualRows.ts';

const useStyles = makeStyles({
  list: {
    position: 'relative',
    flexShrink: 0,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    // The list has a height of its own, so a row that appears changes nothing outside it. Without `size`, the browser would lay
    // out the whole page for each row.
    contain: 'size layout style',
  },
});

/** A list with more rows than this renders only the rows near the visible part of its scroller. */
const maxRenderedRows = 40;
/** The number of rows that are rendered above and below the visible part. */
const overscan = 6;

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
 * A list of rows of equal height. A long list renders only the rows near the visible part of the element that scrolls,
 * and the row with the focus. The arrow keys, Home and End move the focus from row to row.
 * @see https://tanstack.com/virtual/latest/docs/api/virtualizer
 */
export function VirtualList<Item>({ label, items, getKey, rowHeight, renderRow }: VirtualListProps<Item>) {
  const styles = useStyles();
  const [list, setList] = useState<HTMLUListElement | null>(null);
  /** The distance from the top of the scrolled content to the list, in px. */
  const [scrollMargin, setScrollMargin] = useState(0);
  const [focusedIndex, setFocusedIndex] = useState<number | null>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const isVirtual = items.length > maxRenderedRows;
  // oxlint-disable-next-line react-hooks/incompatible-library -- The React Compiler does not build this app.
  const virtualizer = useVirtualizer({
    count: items.length,
    enabled: isVirtual && scroller !== null,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    scrollMargin,
    overscan,
    // A row with the focus stays, because the browser would move the focus of a removed element to the page.
    rangeExtractor: (range) => {
      const indexes = new Set(defaultRangeExtractor(range));
      if (focusedIndex !== null && focusedIndex < items.length) indexes.add(focusedIndex);
      return [...indexes].toSorted((a, b) => a - b);
    },
    useFlushSync: false,
  });
  // Every render may have moved the list, because the content above it has changed. Only while the user scrolls, measuring
  // would cost too much. A second render changes nothing.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    if (!list || !isVirtual || virtualizer.isScrolling) return;
    const found = findScroller(list);
    setScroller(found);
    if (!found) return;
    const listTop = list.getBoundingClientRect().top - found.getBoundingClientRect().top;
    setScrollMargin(Math.round(listTop + found.scrollTop));
  });
  const indexes = isVirtual
    ? virtualizer.getVirtualItems().map(({ index }) => index)
    : items.map((_item, index) => index);
  const onFocus = ({ target }: FocusEvent) => {
    const row = target.closest<HTMLElement>('[data-row]');
    setFocusedIndex(row ? Number(row.dataset.row) : null);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The keys work on the buttons of the rows.
    <ul
      ref={setList}
      aria-label={label}
      className={styles.list}
      style={{ height: items.length * rowHeight }}
      onFocus={onFocus}
      onBlur={() => setFocusedIndex(null)}
      onKeyDown={(event) =>
        moveFocusByKey(event, items.length, (index) => {
          setFocusedIndex(index);
          if (isVirtual) virtualizer.scrollToIndex(index);
        })
      }
    >
      {indexes.map((index) => {
        const item = items[index];
        if (item === undefined) return null;
        const place = { index, count: items.length, top: index * rowHeight, height: rowHeight };
        return <Fragment key={getKey(item)}>{renderRow(item, place)}</Fragment>;
      })}
    </ul>
  );
}
