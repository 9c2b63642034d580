import { expect, it } from 'vitest';
import { createErrorPage } from './errorTable.ts';

it('every error of the page leads to a code that has a sentence and a remedy, or to a sentence after the call', async () => {
  const { text } = await createErrorPage();
  const [, codes = '', ...sections] = text.split(/^## /m);
  // A row begins with a number, or with a code in backquotes.
  const readRows = (section: string) => section.split('\n').filter((line) => /^\| +(\d|`)/.test(line));
  // A sentence ends with a full stop, and a remedy is in italics.
  for (const row of readRows(codes)) expect(row).toMatch(/[.] +\| _[^|]+_ +\|$/);
  const explained = readRows(codes).map((row) => row.split('|')[1]?.trim() ?? '');
  expect(sections.flatMap(readRows).length).toBeGreaterThan(60);
  for (const row of sections.flatMap(readRows))
    expect(/[.] +\|$/.test(row) || explained.some((code) => row.includes(`${code} `))).toBe(true);
});

it('errors with the same explanation share a row', async () => {
  const { text } = await createErrorPage();
  expect(text).toMatch(
    /^\| 700016, .*\| `app-misregistered`|^\| 50059, 50194, 700016 .*\| `app-misregistered`/m,
  );
  expect(text.match(/\b90094\b/g)).toHaveLength(1);
});
