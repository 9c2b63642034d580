import { expect, it } from 'vitest';
import { featurePages } from './featureTable.ts';

it('matches README and docs/emulator-differences.md, which `npm run docs:features` writes', async () => {
  const pages = await featurePages();
  expect(pages).toHaveLength(2);
  for (const { current, text } of pages) expect(current).toBe(text);
});
