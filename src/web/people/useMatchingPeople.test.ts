import { expect, test } from 'vitest';
import { matchesName } from './useMatchingPeople.ts';

test.each([
  ['Zoë Müller', 'zoe mul', true],
  ['Zoë Müller', ' Müller ', true],
  ['Zoë Müller', 'zoe baker', false],
  ['Zoë Müller', '', true],
])('says whether %s matches "%s"', (name, text, isMatch) => {
  expect(matchesName(name, text)).toBe(isMatch);
});
