import { createElement, requireElement } from '../../controls/page/dom.ts';
import { storeSecret } from '../../controls/page/secret.ts';
import type { RecordingState } from '../../core/recorder/recorder.ts';
import {
  checkTraceSize,
  entryKinds,
  parseTrace,
  type EntryKind,
  type Trace,
} from '../../core/recorder/traceFormat.ts';
import { LiveTrace } from './liveTrace.ts';
import { createMessage } from './messageView.ts';
import { Overview } from './overview.ts';
import { paint } from './paint.ts';
import { RowList } from './rowList.ts';
import { createView, filterRows, type Filters, type TraceView } from './traceView.ts';

// The script of the page of traces. It shows the run that the emulator records now (`GET /emulator/trace`), a file that the user
// opens, or the trace that is embedded in the page. `tracePage.ts` has the elements with these ids.

const find = requireElement;
const search = find('search', HTMLInputElement);
const filters: Filters = {
  search: '',
  hiddenKinds: new Set(),
  hiddenLanes: new Set(),
  onlyDifferences: false,
  range: undefined,
};
let trace: Trace | undefined;
let traceText = '';
let good: Trace | undefined;
let view: TraceView = { laneNames: [], rows: [], differences: [], causes: [], durationMs: 1 };
let live: LiveTrace | undefined;

const list = new RowList({
  list: find('list'),
  rowBox: find('rows'),
  findLaneName: (laneIndex) => view.laneNames[laneIndex] ?? '',
  onSelect: (row) => {
    find('message').replaceChildren(
      ...createMessage(row, view.laneNames[row.laneIndex] ?? '').filter(
        (child) => child !== null && child !== false,
      ),
    );
    find('message').scrollTop = 0;
    showOverview();
  },
  onScroll: () => showOverview(),
});
const overview = new Overview({
  canvas: find('axis', HTMLCanvasElement),
  onPick: (at, laneIndex) => {
    const candidates = list.rows.map((row, index) => ({
      index,
      // Another lane counts like a distance that no entry of the clicked lane has.
      distance: Math.abs(row.at - at) + (row.laneIndex === laneIndex ? 0 : view.durationMs),
    }));
    const nearest = candidates.reduce((a, b) => (b.distance < a.distance ? b : a), {
      index: 0,
      distance: Infinity,
    });
    list.select(nearest.index);
  },
  onRange: (range) => {
    filters.range = range;
    applyFilters();
  },
});

function showOverview(): void {
  overview.show({
    rows: list.rows,
    laneCount: view.laneNames.length,
    range: filters.range ?? [0, view.durationMs],
    visibleTimes: list.visibleTimes,
    selected: list.selected,
  });
}

function applyFilters(): void {
  const rows = filterRows(view, filters);
  list.show(rows);
  find('whole').hidden = filters.range === undefined;
  const total = view.rows.length.toLocaleString('en');
  find('count').textContent =
    rows.length === view.rows.length
      ? `${total} entries`
      : `${rows.length.toLocaleString('en')} of ${total} entries`;
  showOverview();
}

/** Shows the trace, compared with the good run if there is one. */
function showTrace(): void {
  if (!trace) return;
  find('fault').textContent = '';
  find('locked').hidden = true;
  find('trace').hidden = false;
  find('save').hidden = false;
  const formerLanes = view.laneNames.join('\n');
  view = createView(trace, good);
  const { length } = view.differences;
  find('only').hidden = good === undefined;
  find('difference-count').textContent =
    length === 0 ? 'No differences from the good run' : `Only the ${length} differences from the good run`;
  find('causes').hidden = view.causes.length === 0;
  find('cause-list').replaceChildren(...view.causes.map((cause) => createElement('li', {}, cause)));
  if (view.laneNames.join('\n') !== formerLanes) showLanes();
  showKinds();
  applyFilters();
}

function showLanes(): void {
  filters.hiddenLanes.clear();
  const items = view.laneNames.map((name, laneIndex) => {
    const checkbox = createElement('input', { type: 'checkbox', checked: true });
    checkbox.addEventListener('change', () => {
      toggle(filters.hiddenLanes, laneIndex);
      applyFilters();
    });
    return createElement(
      'li',
      {},
      paint(createElement('label', { title: name }, checkbox, ` ${name}`), `lane-${laneIndex % 8}`),
    );
  });
  find('lanes').replaceChildren(...items);
}

function toggle<T>(set: Set<T>, value: T): void {
  if (!set.delete(value)) set.add(value);
}

/** The kinds whose check boxes the page shows. */
let shownKinds = '';
function showKinds(): void {
  const counts = new Map<EntryKind, number>();
  for (const { entry } of view.rows) counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1);
  const kinds = entryKinds.filter((kind) => counts.has(kind));
  if (kinds.join(' ') !== shownKinds) {
    shownKinds = kinds.join(' ');
    find('kinds').replaceChildren(createElement('legend', {}, 'Kinds'), ...kinds.map(createKindBox));
  }
  for (const kind of kinds) find(`count-${kind}`).textContent = String(counts.get(kind));
}

function createKindBox(kind: EntryKind): HTMLElement {
  const checkbox = createElement('input', { type: 'checkbox', checked: !filters.hiddenKinds.has(kind) });
  checkbox.addEventListener('change', () => {
    toggle(filters.hiddenKinds, kind);
    applyFilters();
  });
  const count = createElement('small', { id: `count-${kind}` });
  return paint(createElement('label', { class: 'chip' }, checkbox, ` ${kind} `, count), `kind-${kind}`);
}

/** Selects the next difference after the selected entry, or the previous one (`step` -1). */
function selectDifference(step: 1 | -1): void {
  const { rows, selectedIndex } = list;
  for (let index = selectedIndex + step; index >= 0 && index < rows.length; index += step) {
    if (!rows[index]?.difference) continue;
    list.select(index);
    return;
  }
}

/** Reads a trace. @param name how a fault names it. @returns `undefined` for a text that is no trace; the page then says why. */
function readTrace(text: string, name: string): Trace | undefined {
  try {
    return parseTrace(text, name);
  } catch (error) {
    find('fault').textContent = (error as Error).message;
    return undefined;
  }
}

function openTrace(text: string, name: string, about: string): void {
  const opened = readTrace(text, name);
  if (!opened) return;
  [trace, traceText] = [opened, text];
  find('about').textContent = about;
  showTrace();
}

const describeTime = ({ header }: Trace): string => new Date(header.startedAt).toLocaleString('en');

/** @returns `undefined` for a file that is too large or cannot be read; the page then says why. */
async function readFile(file: File): Promise<string | undefined> {
  try {
    checkTraceSize(file.size, file.name);
    return await file.text();
  } catch (error) {
    find('fault').textContent = (error as Error).message;
    return undefined;
  }
}

/** Reads the file that the user chooses. */
function onFileChosen(id: string, use: (text: string, name: string) => void): void {
  const input = find(id, HTMLInputElement);
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void readFile(file).then((text) => text !== undefined && use(text, file.name));
    input.value = '';
  });
}

onFileChosen('open-file', (text, name) => {
  live?.stop();
  find('record').hidden = true;
  openTrace(text, name, name);
});
onFileChosen('good-file', (text, name) => {
  const read = readTrace(text, name);
  if (!read) return;
  good = read;
  filters.onlyDifferences = find('only-differences', HTMLInputElement).checked;
  showTrace();
  if (!trace) find('fault').textContent = 'Open the trace to compare with the good run.';
});
search.addEventListener('input', () => {
  filters.search = search.value;
  applyFilters();
});
find('only-differences').addEventListener('change', ({ target }) => {
  filters.onlyDifferences = (target as HTMLInputElement).checked;
  applyFilters();
});
find('whole').addEventListener('click', () => {
  filters.range = undefined;
  applyFilters();
  search.focus();
});
find('save').addEventListener('click', () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([traceText], { type: 'application/jsonl' }));
  link.download = 'trace.jsonl';
  link.click();
  URL.revokeObjectURL(link.href);
});
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLInputElement && /search|password/.test(event.target.type);
  if (event.key === 'Escape' && event.target === search) find('list').focus();
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    event.preventDefault();
    search.select();
    search.focus();
  }
  if (event.key === 'n') selectDifference(1);
  if (event.key === 'p') selectDifference(-1);
});

find('record').addEventListener('click', () => void live?.setOn(find('record').textContent === 'Record'));

function followEmulator(): void {
  const record = find('record', HTMLButtonElement);
  const followed = new LiveTrace({
    onTrace: (text, state) => {
      record.hidden = false;
      record.textContent = state.on ? 'Stop recording' : 'Record';
      openTrace(text, 'The run', describeLive(state));
    },
    onLocked: (reason) => {
      find('locked').hidden = false;
      find('refused').textContent = reason;
    },
    onUnreachable: () => (find('about').textContent = 'The emulator does not answer. Trying again…'),
  });
  live = followed;
  void followed.follow();
}

const describeLive = ({ on, forgotten }: RecordingState): string =>
  `${on ? 'Recording' : 'Not recording'}${forgotten > 0 ? `, the oldest ${forgotten} entries are forgotten` : ''}`;

find('unlock').addEventListener('submit', (event) => {
  event.preventDefault();
  const input = find('secret', HTMLInputElement);
  storeSecret(input.value.trim());
  input.value = '';
  find('locked').hidden = true;
  followEmulator();
});

const embedded = document.getElementById('embedded');
if (embedded) {
  const {
    title,
    trace: text,
    good: goodText,
  } = JSON.parse(embedded.textContent ?? '') as Record<string, string>;
  good = goodText === undefined ? undefined : readTrace(goodText, 'The good run');
  openTrace(text ?? '', 'The trace', title ?? '');
  if (trace) find('about').textContent = `${title}, ${describeTime(trace)}`;
  const firstDifference = list.rows.findIndex(({ difference }) => difference);
  if (firstDifference !== -1) list.select(firstDifference);
} else {
  followEmulator();
}
