import { expect, test } from 'vitest';
import { splitAt } from './filter.ts';

test('a row of spaces as long as a request may be is split at once', () => {
  const before = performance.now();
  expect(splitAt('and', `a${' '.repeat(60_000)}and  b`, "'")).toEqual(['a', 'b']);
  expect(splitAt('or', `a${' '.repeat(60_000)}b`, "'")).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(100);
});
