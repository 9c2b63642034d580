import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageWriters } from './writers.ts';

test.each(pageWriters)(
  '`npm run docs:write -- $name` would change nothing',
  async ({ work }) => {
    const files = await work();
    expect(files.length).toBeGreaterThan(0);
    for (const { path, text } of files) expect(readFileSync(path, 'utf8'), path).toBe(text);
  },
  60_000,
);
