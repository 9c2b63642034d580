import type { Page } from 'playwright';
import { median } from '../bench/limitReport.ts';
import { readStored } from '../support/app/readStored.ts';
import { colleagues } from './desk.ts';
import type { HandKind } from './hands.ts';
import { maxShiftPx } from './movedControls.ts';
import type { Shift } from './shift.ts';

/** The most presses that a task may take. */
const limits: Record<HandKind, Readonly<Record<string, number>>> = {
  keyboard: {
    transfer: 5,
    'consult and complete': 5,
    'swap to a held call': 1,
    'begin to type a note': 0,
    'get to a message to a colleague': 3,
  },
  mouse: {
    'begin to type a note': 0,
    'swap to a held call': 1,
    'change the microphone': 2,
    'get to a message to a colleague': 2,
  },
};

type Entry = Readonly<Record<string, unknown>>;

/** Reads the entries of the call history, oldest first. */
async function readEntries(page: Page): Promise<readonly Entry[]> {
  const stored = await page.evaluate(readStored);
  const entries = stored
    .split('\n')
    .flatMap((text) => JSON.parse(text) as unknown)
    .filter((value): value is Entry => typeof value === 'object' && value !== null && 'outcome' in value);
  return entries.toSorted((first, second) => Number(first['at']) - Number(second['at']));
}

const toText = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** @returns what is wrong with the history after a shift */
export async function checkHistory(page: Page, shift: Shift): Promise<string[]> {
  const entries = [...(await readEntries(page))];
  const wrong: string[] = [];
  for (const { caller, entry: expected } of shift.planned) {
    const colleague = colleagues.find(({ name }) => name === caller.name);
    const rawId = colleague ? `8:orgid:${colleague.id}` : `4:${caller.name}`;
    const isOf = ({ other, outcome }: Entry) => other === rawId && outcome === expected['outcome'];
    const index = entries.findIndex(isOf);
    const [entry] = index === -1 ? [] : entries.splice(index, 1);
    if (!entry) {
      wrong.push(`the history has no row of ${caller.name}: ${toText(expected)}`);
      continue;
    }
    const hasDuration = typeof entry['seconds'] === 'number';
    const isTalk = expected['outcome'] !== 'missed';
    const differs = Object.entries(expected).some(([key, value]) => entry[key] !== value);
    if (differs || hasDuration !== isTalk)
      wrong.push(`the row of ${caller.name} should have ${toText(expected)}: ${toText(entry)}`);
  }
  if (entries.length !== shift.consultations)
    wrong.push(`the history should have ${shift.consultations} rows of consultations: ${toText(entries)}`);
  return wrong;
}

/** @returns what is wrong with the calls, judged by whom each caller has talked to */
export const checkCalls = ({ planned, ledger }: Shift): string[] =>
  planned.flatMap(({ caller, talkedTo, actuallyTalkedTo }) => [
    ...(toText(talkedTo) === toText(actuallyTalkedTo)
      ? []
      : [`${caller.name} should have talked to ${toText(talkedTo)}, not to ${toText(actuallyTalkedTo)}`]),
    ...(ledger.read(caller.name).state.is === 'gone' ? [] : [`the call of ${caller.name} has not ended`]),
  ]);

/** Prints the table of the tasks. @returns the tasks that took too many presses */
export function reportPresses(shift: Shift): string[] {
  const { kind } = shift.hand;
  const unit = kind === 'keyboard' ? 'keys' : 'clicks';
  console.log(`\n${'task'.padEnd(34)} times  ${unit}  limit`);
  return [...shift.presses].flatMap(([task, presses]) => {
    const most = Math.max(...presses);
    const limit = limits[kind][task];
    const isTooMany = limit !== undefined && most > limit;
    console.log(
      `${task.padEnd(34)} ${String(presses.length).padStart(5)}  ${String(most).padStart(unit.length)}  ${String(limit ?? '–').padStart(5)}${isTooMany ? '  ✗' : ''}`,
    );
    return isTooMany ? [`${task} takes ${most} ${unit}, and the limit is ${limit}`] : [];
  });
}

/** Prints how far events of others move controls. @returns the controls that move too far */
export function reportMoved(shift: Shift): string[] {
  console.log(`\n${'event'.padEnd(60)} times  moved by px`);
  return [...shift.moved].flatMap(([event, { times, controls }]) => {
    const most = Math.max(0, ...controls.map(({ shiftPx }) => shiftPx));
    console.log(`${event.padEnd(60)} ${String(times).padStart(5)}  ${String(most).padStart(11)}`);
    const names = new Set(controls.filter(({ shiftPx }) => shiftPx > maxShiftPx).map(({ name }) => name));
    return names.size === 0 ? [] : [`${event} moves by up to ${most} px: ${[...names].join('; ')}`];
  });
}

/** The most milliseconds from a ring until its card is drawn, as the median of all rings. */
const maxCardMs = 160;

const listFigures = (times: readonly number[]): string => {
  const figures = [Math.min(...times), median(times), Math.max(...times)];
  return figures.map((figure) => String(figure).padStart(8)).join('');
};

/** Prints how long rings took until their cards were drawn, beside the floor of this machine at the same moments. */
export function reportCards({ cards }: Shift): string[] {
  const times = cards.map(({ ms }) => ms);
  console.log(`\n${'ring to card, in ms'.padEnd(40)} times  fastest  median slowest  limit`);
  if (times.length === 0) return [];
  const count = String(times.length).padStart(5);
  console.log(
    `${'with the app'.padEnd(40)} ${count} ${listFigures(times)}  ${String(maxCardMs).padStart(5)}`,
  );
  const floors = cards.map(({ floorMs }) => floorMs);
  console.log(`${'floor: an empty card in a bare page'.padEnd(40)} ${count} ${listFigures(floors)}`);
  const ms = median(times);
  return ms > maxCardMs ? [`a ring takes ${ms} ms to its card, and the limit is ${maxCardMs}`] : [];
}
