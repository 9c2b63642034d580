import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(resolve(root, 'docs/accessibility.md'), 'utf8');

it('the conformance table has one row for each of the 55 criteria of levels A and AA in WCAG 2.2', () => {
  const numbers = [...page.matchAll(/^\| (\d\.\d\.\d+) .*\((A|AA)\)/gm)].map(([, number]) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toHaveLength(55);
});

it('the conformance table names only files that exist', () => {
  const files = [...page.matchAll(/`((?:src|tests)\/[^`]+)`/g)].map(([, file = '']) => file);
  expect(files.filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
});
