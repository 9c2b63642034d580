import { expect, it } from 'vitest';
import { toE164 } from './toE164.ts';

it('reads a number with the country of the language, and without a country for a language that is no tag', () => {
  expect(toE164('(425) 555-0100', 'en-US')).toBe('+14255550100');
  expect(toE164('+44 20 7946 0958', 'en-US')).toBe('+442079460958');
  expect(toE164('reception', 'en-US')).toBeNull();
  expect(toE164('(425) 555-0100', 'en-US@posix')).toBeNull();
  expect(toE164('+14255550100', 'en-US@posix')).toBe('+14255550100');
});
