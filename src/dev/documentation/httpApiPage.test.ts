import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createHttpApiPage, httpApiPagePath } from './httpApiPage.ts';

it('docs/emulator-http-api.md is what `npm run docs:write -- api` writes', async () => {
  expect(readFileSync(httpApiPagePath, 'utf8')).toBe(await createHttpApiPage());
});
