import { expect, it } from 'vitest';
import { featurePages } from './featureTable.ts';

it('README and docs/emulator-differences.md tell the features as the code does; `npm run docs:features` makes it so', async () => {
  const pages = await featurePages();
  expect(pages).toHaveLength(2);
  for (const { now, text } of pages) expect(now).toBe(text);
});
