import { expect, it } from 'vitest';
import { createErrorPage } from './errorTable.ts';

it('every error of the page leads to a code that has a sentence and a remedy, or to a sentence after the call', async () => {
  const [, codes = '', ...sections] = (await createErrorPage()).text.split(/^## /m);
  const readItems = (section: string) => section.split('\n').filter((line) => line.startsWith('- '));
  // A sentence ends with a full stop, and a remedy is in italics.
  for (const item of readItems(codes)) expect(item).toMatch(/^- `[\w-]+`: .*[.] _[^_]+_$/);
  const explained = readItems(codes).map((item) => /`[\w-]+`/.exec(item)?.[0] ?? '');
  expect(sections.flatMap(readItems).length).toBeGreaterThan(60);
  for (const item of sections.flatMap(readItems))
    expect(/^- [\d/, ]+: .*[.]$/.test(item) || explained.some((code) => item.includes(code))).toBe(true);
});

it('errors with the same explanation share an item', async () => {
  const { text: page } = await createErrorPage();
  expect(page).toContain('50059, 50194, 700016 → `app-misregistered`');
  expect(page.match(/\b90094\b/g)).toHaveLength(1);
});
