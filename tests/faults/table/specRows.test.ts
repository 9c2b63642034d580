import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { specFiles, specRows } from './specRows.ts';

it('each row of the fault table that a Playwright test measures names a test', () => {
  const specs = specFiles.map((file) => readFileSync(file, 'utf8')).join('\n');
  /** The titles, of which only the part before a first `${…}` is known. */
  const titles = [...specs.matchAll(/\btest\(['`](.*)['`], /g)].map(
    ([, title = '']) => title.split('${')[0] ?? '',
  );
  const names = (rowTitle: string) =>
    titles.some((title) => title.startsWith(rowTitle) || (title !== '' && rowTitle.startsWith(title)));
  expect(specRows.filter(({ title }) => !names(title))).toEqual([]);
});
