import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createErrorPage, errorPagePath } from './errorTable.ts';

it('docs/errors.md equals the page that `npm run docs:write -- errors` creates', async () => {
  expect(readFileSync(errorPagePath, 'utf8')).toBe(await createErrorPage());
});

it('every row of the error page has a sentence, and a remedy unless the call has ended', async () => {
  const sections = (await createErrorPage()).split(/^## /m).slice(1);
  // A row begins with a number, or with a code in backquotes.
  const readRows = (section: string) => section.split('\n').filter((line) => /^\| +(\d|`)/.test(line));
  expect(sections.flatMap(readRows).length).toBeGreaterThan(60);
  for (const section of sections)
    for (const line of readRows(section)) {
      // A sentence ends with a full stop, and a remedy is in italics.
      expect(line).toMatch(/[.]\s+\|/);
      if (!section.startsWith('How a call ended')) expect(line).toMatch(/\| _[^|]+_ +\|/);
    }
});

it('errors with the same explanation share a row', async () => {
  const page = await createErrorPage();
  expect(page).toMatch(
    /^\| 700016, .*\| `app-misregistered`|^\| 50059, 50194, 700016 .*\| `app-misregistered`/m,
  );
  expect(page.match(/\b90094\b/g)).toHaveLength(1);
});
