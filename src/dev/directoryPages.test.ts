import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readDirectory } from '../emulator/directory/readDirectory.ts';
import type { DirectoryFile } from '../emulator/directory/schema.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/emulator-directory.md'), 'utf8');
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);

it('the examples of docs/emulator-directory.md are directories without faults, of at most 20 lines', () => {
  expect(examples).toHaveLength(2);
  for (const example of examples) {
    readDirectory(JSON.parse(example) as DirectoryFile, 3000);
    expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  }
});
