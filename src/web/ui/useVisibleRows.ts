import { useEffect, useState, type RefObject } from 'react';

/** Some rows of a list, from the row `first` to the row before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** The number of rows that are rendered above and below the visible part. */
const overscan = 6;
/**
 * The number of rows that are rendered before the list is measured. They fill most of a usual window, and the first frame of a
 * list stays short. The rows below them come with the next frame.
 */
export const initialRowCount = 12;

/**
 * Marks an element that scrolls, for the lists inside it. The children of the element must not change; only their size and
 * content may.
 */
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
 * @param listRef the list. A state would render the list a second time at once, in the task that opens it
 * @param isVirtual `false` for a list that always renders all rows
 * @param rowHeight the height of every row, in px
 */
export function useVisibleRows(
  listRef: RefObject<Element | null>,
  isVirtual: boolean,
  rowHeight: number,
): RowRange {
  const [range, setRange] = useState<RowRange>({ first: 0, end: initialRowCount });
  useEffect(() => {
    const list = listRef.current;
    const scroller = list?.closest('[data-scroller]');
    if (!isVirtual || !list || !scroller) return;
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
  }, [listRef, isVirtual, rowHeight]);
  return range;
}
