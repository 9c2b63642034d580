import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { hourSteps } from './steps/list.ts';
import { describeCosts } from './steps/step.ts';

const root = resolve(import.meta.dirname, '../..');
const readLines = (path: string) => readFileSync(resolve(root, path), 'utf8').split('\n');
const readCells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

test('the table of the README has the steps, with what they cost and need', () => {
  const lines = readLines('tests/azure/README.md');
  const first = lines.findIndex((line) => /^\| step +\| what it does/.test(line)) + 2;
  const rows = lines.slice(first, lines.indexOf('', first)).map(readCells);
  expect(rows).toEqual(
    hourSteps.map((step) => [
      `\`${step.name}\``,
      step.title,
      String(step.minutes),
      describeCosts(step),
      step.needs,
    ]),
  );
});

/** Lists the last cell of every table row of a page, with the row. */
function listLastCells(lines: readonly string[]): { row: string; cell: string }[] {
  return lines.flatMap((row, index) => {
    const isHead = lines[index + 1]?.startsWith('| -');
    if (!row.startsWith('|') || row.startsWith('| -') || isHead) return [];
    return [{ row, cell: readCells(row).at(-1) ?? '' }];
  });
}

/** @returns what is wrong with the cell that names the step of a difference; `null` if nothing is. */
function findFault(cell: string): string | null {
  const name = /^`([\w-]+)`$/.exec(cell)?.[1];
  if (name === undefined) return /^none: .{10,}/.test(cell) ? null : 'names no step, and no reason';
  return hourSteps.some((step) => step.name === name) ? null : `names a step that does not exist: ${name}`;
}

test('each row of the page of differences names the step of the hour that would settle it, or says why none can', () => {
  const cells = listLastCells(readLines('docs/emulator-differences.md'));
  expect(cells.length).toBeGreaterThan(40);
  expect(cells.filter(({ cell }) => findFault(cell) !== null).map(({ row }) => row)).toEqual([]);
});

test('the check finds a row without a step, and a row with a wrong step', () => {
  expect([findFault('`dance`'), findFault('real'), findFault('none: nobody can')]).toEqual([
    'names a step that does not exist: dance',
    'names no step, and no reason',
    null,
  ]);
});
