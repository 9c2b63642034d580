import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createFeaturePages } from './featureTable.ts';

it('README.md and docs/emulator-differences.md have the tables that `npm run docs:write -- features` creates', async () => {
  const pages = await createFeaturePages();
  expect(pages).toHaveLength(2);
  for (const { path, text } of pages) expect(readFileSync(path, 'utf8')).toBe(text);
});
