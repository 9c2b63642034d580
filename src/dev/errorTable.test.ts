import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorTable, errorTablePath } from './errorTable.ts';

it('matches docs/errors.md, which `npm run docs:errors` writes', async () => {
  expect(readFileSync(errorTablePath, 'utf8')).toBe(await errorTable());
});

it('has a sentence and a remedy in every row', async () => {
  const rows = (await errorTable()).split('\n').filter((line) => /^\| +(\d|`)/.test(line));
  expect(rows.length).toBeGreaterThan(70);
  for (const line of rows) {
    expect(line).toMatch(/[.]\s+\|/);
    expect(line).toMatch(/\| _[^|]+_ +\|/);
  }
});
