import { expect, test } from 'vitest';
import { createExplainTable } from './explainTable.ts';

const findRow = (rows: readonly string[], label: string) =>
  rows
    .find((row) => row.startsWith(label))
    ?.slice(label.length)
    .trim()
    .split(/\s+/);

test('the table gives the median of each step for each subject, and a dot for a step that a subject skips', () => {
  const table = createExplainTable({
    bare: [{ caller: { 'camera open': 30 }, callee: {} }],
    app: [10, 50, 20].map((time) => ({
      caller: { 'camera open': time, 'start sent': time + 1 },
      callee: { 'answer sent': time + 2 },
    })),
  });
  expect(table[0]).toMatch(/bare +app$/);
  expect(findRow(table, 'caller has the camera')).toEqual(['30', '20']);
  expect(findRow(table, 'caller sends the call')).toEqual(['·', '21']);
  expect(findRow(table, 'callee sends the answer')).toEqual(['·', '22']);
});
