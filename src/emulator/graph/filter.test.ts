import { expect, test } from 'vitest';
import { splitAt } from './filter.ts';

/** Many times what a request may hold: the square of it would take minutes, and the test ends by its time-out. */
const row = ' '.repeat(1_000_000);

test('a row of spaces is split in a time that grows with its length, not with the square of it', () => {
  expect(splitAt('and', `a${row}and  b`, "'")).toEqual(['a', 'b']);
  expect(splitAt('or', `a${row}b`, "'")).toHaveLength(1);
});
