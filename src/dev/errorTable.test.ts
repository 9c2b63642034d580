import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorTable, errorTablePath } from './errorTable.ts';

it('docs/errors.md is what the code says; `npm run docs:errors` makes it so', async () => {
  expect(readFileSync(errorTablePath, 'utf8')).toBe(await errorTable());
});

it('every row has a sentence and a remedy', async () => {
  const rows = (await errorTable()).split('\n').filter((line) => /^\| +(\d|`)/.test(line));
  expect(rows.length).toBeGreaterThan(70);
  for (const line of rows) {
    expect(line).toMatch(/[.]\s+\|/);
    expect(line).toMatch(/\| _[^|]+_ +\|/);
  }
});
