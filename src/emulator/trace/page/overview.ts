import type { Row } from './traceView.ts';

/** The height of a lane and of the time axis below the lanes, in CSS pixels. `trace.css` gives the lanes' names the same. */
const laneHeight = 24;
const axisHeight = 20;
/** A press that moves less than this is a click. */
const minDragPixels = 5;
/** The distances between two marks of the axis, in milliseconds. */
const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5];
const minStepPixels = 72;

interface OverviewDeps {
  readonly canvas: HTMLCanvasElement;
  /** Called with a time and a lane that the user has clicked. */
  readonly onPick: (at: number, laneIndex: number) => void;
  readonly onRange: (range: readonly [from: number, to: number]) => void;
}

/** What the overview shows. */
export interface OverviewState {
  readonly rows: readonly Row[];
  readonly laneCount: number;
  readonly range: readonly [from: number, to: number];
  readonly visibleTimes: readonly [number, number] | undefined;
  readonly selected: Row | undefined;
}

/** Draws all entries on one time axis, with a line for each participant. The list has the same for who does not see it. */
export class Overview {
  private readonly deps: OverviewDeps;
  private state: OverviewState | undefined;
  private dragStart: number | undefined;
  private dragEnd = 0;
  private marks: HTMLCanvasElement | undefined;
  /** The rows whose marks `marks` has, and what else it depends on. */
  private markedRows: readonly Row[] = [];
  private marksKey = '';

  constructor(deps: OverviewDeps) {
    this.deps = deps;
    const { canvas } = deps;
    canvas.addEventListener('pointerdown', (event) => {
      this.dragStart = this.dragEnd = event.offsetX;
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (this.dragStart === undefined) return;
      this.dragEnd = event.offsetX;
      this.draw();
    });
    canvas.addEventListener('pointerup', (event) => this.endDrag(event));
    canvas.addEventListener('pointercancel', () => {
      this.dragStart = undefined;
      this.draw();
    });
    new ResizeObserver(() => this.draw()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  show(state: OverviewState): void {
    this.state = state;
    this.draw();
  }

  private endDrag({ offsetX, offsetY }: PointerEvent): void {
    const start = this.dragStart;
    this.dragStart = undefined;
    if (start === undefined) return;
    if (Math.abs(offsetX - start) < minDragPixels)
      return this.deps.onPick(this.toTime(offsetX), Math.floor(offsetY / laneHeight));
    this.deps.onRange([this.toTime(Math.min(start, offsetX)), this.toTime(Math.max(start, offsetX))]);
  }

  private toTime(x: number): number {
    const [from, to] = this.state?.range ?? [0, 1];
    return from + (x / Math.max(1, this.deps.canvas.clientWidth)) * (to - from);
  }

  /** Draws the marks of the entries, which change less often than what is seen and selected. */
  private drawMarks(state: OverviewState, { width, height, readColour, toX }: MarkDeps): HTMLCanvasElement {
    const { rows, range } = state;
    const key = [width, height, devicePixelRatio, ...range, readColour('kind-call')].join(' ');
    if (this.marks && this.markedRows === rows && this.marksKey === key) return this.marks;
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, width * devicePixelRatio);
    canvas.height = Math.max(1, height * devicePixelRatio);
    const context = canvas.getContext('2d');
    [this.marks, this.markedRows, this.marksKey] = [canvas, rows, key];
    if (!context) return canvas;
    context.scale(devicePixelRatio, devicePixelRatio);
    const colours = new Map<string, string>();
    for (const { at, laneIndex, entry, difference } of rows) {
      const name = difference ? `difference-${difference.kind}` : `kind-${entry.kind}`;
      const colour = colours.get(name) ?? readColour(name);
      colours.set(name, colour);
      context.fillStyle = colour;
      // Statistics come every second, and are the background of what happens.
      const inset = difference ? 2 : entry.kind === 'stats' ? 17 : 6;
      context.fillRect(
        toX(at) - 1,
        laneIndex * laneHeight + inset,
        difference ? 3 : 2,
        laneHeight - inset - 4,
      );
    }
    return canvas;
  }

  private draw(): void {
    const { canvas } = this.deps;
    const { state } = this;
    const context = canvas.getContext('2d');
    if (!state || !context) return;
    const width = canvas.clientWidth;
    const lanesHeight = state.laneCount * laneHeight;
    const height = lanesHeight + axisHeight;
    canvas.style.height = `${height}px`;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    context.scale(devicePixelRatio, devicePixelRatio);
    const styles = getComputedStyle(canvas);
    // A canvas does not understand `light-dark()`, so the browser computes the colour of an element.
    const probe = canvas.parentElement?.appendChild(document.createElement('i'));
    const readColour = (name: string) => {
      probe?.style.setProperty('color', `var(--${name})`);
      return probe ? getComputedStyle(probe).color : styles.color;
    };
    const [from, to] = state.range;
    const toX = (at: number) => ((at - from) / Math.max(1, to - from)) * width;
    const drawSpan = (start: number, end: number, colour: string) => {
      context.fillStyle = colour;
      context.fillRect(start, 0, Math.max(2, end - start), lanesHeight);
    };
    if (state.visibleTimes)
      drawSpan(toX(state.visibleTimes[0]), toX(state.visibleTimes[1]), readColour('seen'));
    context.fillStyle = readColour('line');
    for (let lane = 1; lane <= state.laneCount; lane += 1)
      context.fillRect(0, lane * laneHeight - 1, width, 1);
    drawAxis(context, { from, to, width, top: lanesHeight, colour: styles.color, toX });
    context.drawImage(this.drawMarks(state, { width, height, readColour, toX }), 0, 0, width, height);
    if (state.selected) {
      context.fillStyle = styles.color;
      context.fillRect(toX(state.selected.at), 0, 1, lanesHeight);
    }
    if (this.dragStart !== undefined)
      drawSpan(
        Math.min(this.dragStart, this.dragEnd),
        Math.max(this.dragStart, this.dragEnd),
        readColour('seen'),
      );
    probe?.remove();
  }
}

interface MarkDeps {
  readonly width: number;
  readonly height: number;
  readonly readColour: (name: string) => string;
  readonly toX: (at: number) => number;
}

interface Axis {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly top: number;
  readonly colour: string;
  readonly toX: (at: number) => number;
}

function drawAxis(context: CanvasRenderingContext2D, { from, to, width, top, colour, toX }: Axis): void {
  const step =
    steps.find((ms) => (ms / Math.max(1, to - from)) * width >= minStepPixels) ?? steps.at(-1) ?? 1;
  context.fillStyle = colour;
  context.font = '11px system-ui, sans-serif';
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    const x = toX(at);
    context.fillRect(x, top, 1, 4);
    const text = `${Number((at / 1000).toFixed(3))} s`;
    // The last text ends at the border.
    context.fillText(text, Math.min(x + 3, width - context.measureText(text).width), top + 15);
  }
}
