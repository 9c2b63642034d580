import { expect, test } from 'vitest';
import { splitAt } from './filter.ts';

/** Far more than a request may hold: quadratic time would be minutes, and the test would time out. */
const row = ' '.repeat(1_000_000);

test('splitting a text of many spaces takes linear time', () => {
  expect(splitAt('and', `a${row}and  b`, "'")).toEqual(['a', 'b']);
  expect(splitAt('or', `a${row}b`, "'")).toHaveLength(1);
});
