import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { specFiles, specRows } from './specRows.ts';

it('each row of the fault table that a Playwright test measures names a test', () => {
  const specs = specFiles.map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(specRows.filter(({ title }) => !specs.includes(`test('${title}`))).toEqual([]);
});
