import { expect, test } from 'vitest';
import { toSingleLine } from './toSingleLine.ts';

test.each([
  ['Alice Archer', 'Alice Archer'],
  ['Alice \u202Erecela\u202C Archer', 'Alice recela Archer'],
  ['\u2069\u2067Alice\u200F', 'Alice'],
  ['Alice\r\n\u2028Archer', 'Alice Archer'],
  // Persian names and family emoji contain joiners, which must stay.
  ['علی\u200Cرضا 👨\u200D👩\u200D👧', 'علی\u200Cرضا 👨\u200D👩\u200D👧'],
  [' \u202E ', ''],
  // A cut does not split a character in two.
  ['😀'.repeat(5000), `${'😀'.repeat(79)}…`],
])('turns %j into one line', (text, line) => {
  expect(toSingleLine(text, 80)).toBe(line);
});
