import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSurfaceFiles } from './surfaceFiles.ts';

test('pages and types of the emulator are what `npm run docs:write -- api` writes', async () => {
  const files = await createSurfaceFiles();
  expect(files).toHaveLength(3);
  for (const { path, text } of files) expect(readFileSync(path, 'utf8'), path).toBe(text);
  // Prettier formats 2,500 lines of tables and types.
}, 60_000);
