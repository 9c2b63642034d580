import { expect, test } from 'vitest';
import { splitAtWord } from './query.ts';

/** Far more spaces than a request may contain. An algorithm of quadratic time would need minutes. */
const manySpaces = ' '.repeat(1_000_000);

test('splitAtWord needs only linear time for a text of many spaces', () => {
  expect(splitAtWord('and', `a${manySpaces}and  b`, "'")).toEqual(['a', 'b']);
  expect(splitAtWord('or', `a${manySpaces}b`, "'")).toHaveLength(1);
});
