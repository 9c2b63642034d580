import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createErrorPage, errorPagePath } from './errorTable.ts';

it('docs/errors.md equals the page that `npm run docs:write -- errors` creates', async () => {
  expect(readFileSync(errorPagePath, 'utf8')).toBe(await createErrorPage());
});

it('every row of the error page has a sentence and a remedy', async () => {
  // A row begins with a number, or with a code in backquotes.
  const rows = (await createErrorPage()).split('\n').filter((line) => /^\| +(\d|`)/.test(line));
  expect(rows.length).toBeGreaterThan(70);
  for (const line of rows) {
    // A sentence ends with a full stop, and a remedy is in italics.
    expect(line).toMatch(/[.]\s+\|/);
    expect(line).toMatch(/\| _[^|]+_ +\|/);
  }
});
