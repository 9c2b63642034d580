import { createElement } from '../../controls/page/dom.ts';
import { differenceMarks, formatSeconds, wayMarks } from '../reading/describeEntry.ts';
import { paint } from './paint.ts';
import type { Row } from './traceView.ts';

/** How many rows above and below the visible ones exist, so that fast scrolling shows no gaps. */
const spareRows = 12;

interface ListDeps {
  readonly list: HTMLElement;
  /** The element inside the list that is as high as all rows together. */
  readonly rowBox: HTMLElement;
  readonly findLaneName: (laneIndex: number) => string;
  readonly onSelect: (row: Row) => void;
  readonly onScroll: () => void;
}

/** The list of entries. Only the visible rows exist as elements, so that a trace may have any length. */
export class RowList {
  rows: readonly Row[] = [];
  selected: Row | undefined;
  private readonly deps: ListDeps;
  private hasPlannedDrawing = false;

  constructor(deps: ListDeps) {
    this.deps = deps;
    const { list, rowBox } = deps;
    list.addEventListener('scroll', () => {
      this.planDrawing();
      deps.onScroll();
    });
    list.addEventListener('keydown', (event) => this.handleKey(event));
    rowBox.addEventListener('click', ({ target }) => {
      const element = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
      if (element) this.select(Number(element.dataset['index']), false);
    });
    new ResizeObserver(() => this.planDrawing()).observe(list);
  }

  /** Shows other rows. The selected row stays selected if it is among them. */
  show(rows: readonly Row[]): void {
    const { list } = this.deps;
    const followsEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - this.rowHeight;
    const isFirst = this.rows.length === 0;
    this.rows = rows;
    // A trace that is being recorded is read anew, so its rows are other objects.
    const { selected } = this;
    if (selected && !rows.includes(selected))
      this.selected = rows.find((row) => isSameRow(row, selected)) ?? selected;
    this.deps.rowBox.style.height = `${rows.length * this.rowHeight}px`;
    if (followsEnd && !isFirst) list.scrollTop = list.scrollHeight;
    this.planDrawing();
  }

  /** Selects the row at an index, as far as there is one. */
  select(index: number, scrolls = true): void {
    const row = this.rows[Math.max(0, Math.min(index, this.rows.length - 1))];
    if (!row) return;
    this.selected = row;
    if (scrolls) this.scrollTo(this.rows.indexOf(row));
    this.planDrawing();
    this.deps.onSelect(row);
  }

  get selectedIndex(): number {
    return this.selected ? this.rows.indexOf(this.selected) : -1;
  }

  /** The times of the first and the last visible row. */
  get visibleTimes(): readonly [number, number] | undefined {
    const [first, last] = this.visibleIndexes;
    const [firstRow, lastRow] = [this.rows[first], this.rows[Math.min(last, this.rows.length - 1)]];
    return firstRow && lastRow ? [firstRow.at, lastRow.at] : undefined;
  }

  /** Read from the style sheet, which has higher rows for narrow windows. */
  private get rowHeight(): number {
    return Number.parseFloat(getComputedStyle(this.deps.list).getPropertyValue('--row')) || 28;
  }

  private get visibleIndexes(): readonly [number, number] {
    const { scrollTop, clientHeight } = this.deps.list;
    const first = Math.floor(scrollTop / this.rowHeight);
    return [first, first + Math.ceil(clientHeight / this.rowHeight)];
  }

  private scrollTo(index: number): void {
    const { list } = this.deps;
    const top = index * this.rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    const bottom = top + this.rowHeight;
    if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
  }

  private handleKey(event: KeyboardEvent): void {
    const [first, last] = this.visibleIndexes;
    const page = Math.max(1, last - first - 1);
    const index = this.selectedIndex;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: this.rows.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.select(target);
  }

  /** Draws at most once for each frame of the screen. */
  private planDrawing(): void {
    if (this.hasPlannedDrawing) return;
    this.hasPlannedDrawing = true;
    requestAnimationFrame(() => {
      this.hasPlannedDrawing = false;
      this.draw();
    });
  }

  private draw(): void {
    const { list, rowBox } = this.deps;
    const [first, last] = this.visibleIndexes;
    const from = Math.max(0, first - spareRows);
    const drawnRows = this.rows.slice(from, last + spareRows);
    rowBox.style.height = `${this.rows.length * this.rowHeight}px`;
    rowBox.replaceChildren(...drawnRows.map((row, offset) => this.createRow(row, from + offset)));
    const active = this.selected && rowBox.querySelector('[aria-selected="true"]');
    if (active) list.setAttribute('aria-activedescendant', active.id);
    else list.removeAttribute('aria-activedescendant');
  }

  private createRow(row: Row, index: number): HTMLElement {
    const { entry, difference, laneIndex } = row;
    const laneName = this.deps.findLaneName(laneIndex);
    const element = createElement(
      'div',
      {
        id: `row-${index}`,
        role: 'option',
        class: `row ${difference?.kind ?? ''}`,
        'data-index': String(index),
        'aria-selected': String(row === this.selected),
        'aria-setsize': String(this.rows.length),
        'aria-posinset': String(index + 1),
        ...(difference && { 'aria-description': difference.kind }),
      },
      difference
        ? paint(
            createElement('span', { class: 'mark', 'aria-hidden': 'true' }, differenceMarks[difference.kind]),
            `difference-${difference.kind}`,
          )
        : createElement('span'),
      createElement('span', { class: 'time' }, formatSeconds(row.at)),
      paint(createElement('span', { class: 'lane' }, laneName), `lane-${laneIndex % 8}`),
      paint(createElement('span', { class: 'kind' }, entry.kind), `kind-${entry.kind}`),
      createElement('span', { class: 'way', 'aria-hidden': 'true' }, entry.way ? wayMarks[entry.way] : ''),
      createElement(
        'span',
        { class: 'what' },
        entry.name,
        entry.detail === undefined ? null : createElement('b', {}, ` ${entry.detail}`),
      ),
    );
    element.style.transform = `translateY(${index * this.rowHeight}px)`;
    return element;
  }
}

const isSameRow = (a: Row, b: Row): boolean =>
  a.at === b.at &&
  a.laneIndex === b.laneIndex &&
  a.entry.name === b.entry.name &&
  a.entry.detail === b.entry.detail;
