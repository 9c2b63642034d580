import { makeStyles } from '@fluentui/react-components';
import {
  Fragment,
  useRef,
  useState,
  type FocusEvent,
  type ReactNode,
  type KeyboardEvent,
  useEffect,
  type RefObject,
} from 'react';

const useStyles = makeStyles({
  // When a row appears or goes, Chromium repeats the layout of the nearest box that has a height of its own and is no flex item.
  // Without these two boxes around the list, that would be the whole page.
  flexItem: { flexShrink: 0 },
  layoutBoundary: { contain: 'size layout style' },
  list: { position: 'relative', listStyleType: 'none', height: '100%', margin: 0, padding: 0 },
});

/** A list with more rows than this renders only the rows near the visible part of its scroller. */
const maxRenderedRows = 40;
/** How many rows a long list renders at first: enough for a typical window, and few enough for a short first frame. */
const initialRowCount = 12;
/** `end` is the index after the last row. */
interface RowRange {
  readonly first: number;
  readonly end: number;
}

const wholeRange: RowRange = { first: 0, end: Infinity };
/** How many more rows a long list renders above and below the visible part, for the next moments of scrolling. */
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
 * long list renders only some rows.
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
  rowHeight: number;
  /** Returns an `<li>` with `toRowAttributes(place)`. */
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
  const isLong = items.length > maxRenderedRows;
  const range = useVisibleRows(list, isLong, rowHeight);
  const indexes = listIndexes(isLong ? range : wholeRange, items.length, focusedIndex);
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
          onKeyDown={(event) => moveFocusByKey(event, items.length, setFocusedIndex)}
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

/** Lists the rows to render. The row with the focus is one of them, because removing it would lose the focus. */
function listIndexes({ first, end }: RowRange, count: number, focusedIndex: number | null): number[] {
  // A search may have left fewer rows than the user has scrolled past.
  const start = Math.max(0, Math.min(first, count - initialRowCount));
  const indexes = Array.from({ length: Math.min(end, count) - start }, (_, offset) => start + offset);
  if (focusedIndex === null || focusedIndex >= count || indexes.includes(focusedIndex)) return indexes;
  return focusedIndex < start ? [focusedIndex, ...indexes] : [...indexes, focusedIndex];
}

const findButtons = (row: Element | null) => [...(row?.querySelectorAll<HTMLElement>('button') ?? [])];

/** Returns the row to which a key moves the focus; `null` for any other key. */
function findNextIndex(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(index + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/** How many frames to wait until the other row is rendered. After that, the focus stays where it is. */
const maxFrames = 10;

/** Moves the focus to the button in the same place of another row. A row without buttons gets the focus itself. */
function moveFocusByKey(event: KeyboardEvent, count: number, setFocused: (index: number) => void): void {
  const { currentTarget: list, target, key } = event;
  if (!(target instanceof HTMLElement) || target.matches('input, textarea') || event.defaultPrevented) return;
  const row = target.closest<HTMLElement>('[data-row]');
  if (!row || !list.contains(row) || event.ctrlKey || event.altKey || event.metaKey) return;
  const nextIndex = findNextIndex(key, Number(row.dataset.row), count);
  if (nextIndex === null) return;
  event.preventDefault();
  const position = findButtons(row).indexOf(target);
  // If the row is missing, this makes React render it before one of the next frames. The browser scrolls to a row with the focus.
  setFocused(nextIndex);
  const focusNextRow = (triesLeft: number) => {
    const nextRow = list.querySelector<HTMLElement>(`[data-row="${nextIndex}"]`);
    if (!nextRow && triesLeft > 0) return void requestAnimationFrame(() => focusNextRow(triesLeft - 1));
    const buttons = findButtons(nextRow);
    (buttons[Math.max(position, 0)] ?? buttons.at(-1) ?? nextRow)?.focus();
  };
  focusNextRow(maxFrames);
}

/** Marks the element that scrolls the lists inside it. It must keep its child elements, which may change their size and content. */
export const scrollerAttributes = { 'data-scroller': '' } as const;

function findVisibleRows(list: Element, scroller: Element, rowHeight: number): RowRange {
  const top = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const first = Math.floor(top / rowHeight) - overscan;
  const end = Math.ceil((top + scroller.clientHeight) / rowHeight) + overscan;
  return { first: Math.max(0, first), end: Math.max(0, end) };
}

/**
 * Returns the rows near the visible part of the element with `scrollerAttributes` around a list. It reads positions only when
 * the browser has just laid out the page, because otherwise each reading would lay out the page once more.
 * @param listRef a reference, because setting a state would render the list twice when it opens
 */
function useVisibleRows(listRef: RefObject<Element | null>, isLong: boolean, rowHeight: number): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, end: initialRowCount });
  useEffect(() => {
    const list = listRef.current;
    const scroller = list?.closest('[data-scroller]');
    if (!isLong || !list || !scroller) return;
    const measure = () => {
      const visible = findVisibleRows(list, scroller, rowHeight);
      setRange((old) => (old.first === visible.first && old.end === visible.end ? old : visible));
    };
    // A child changes its height when content above the list comes or goes. The observer also runs after the first layout.
    const observer = new ResizeObserver(measure);
    for (const element of [scroller, ...scroller.children]) observer.observe(element);
    scroller.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', measure);
    };
  }, [listRef, isLong, rowHeight]);
  return range;
}
