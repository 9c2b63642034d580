import { expect, test } from 'vitest';
import { sanitizeName } from './sanitizeName.ts';

test.each([
  ['Alice Archer', 'Alice Archer'],
  ['<b>Alice</b>', '<b>Alice</b>'],
  ['Alice \u202Erecela\u202C Archer', 'Alice recela Archer'],
  ['\u2069\u2067Alice\u200F', 'Alice'],
  ['Alice\r\n\u2028Archer', 'Alice Archer'],
  // Persian names and family emoji contain joiners, which must stay.
  ['علی\u200Cرضا 👨\u200D👩\u200D👧', 'علی\u200Cرضا 👨\u200D👩\u200D👧'],
  [' \u202E ', ''],
])('turns %j into %j', (name, expectedName) => {
  expect(sanitizeName(name)).toBe(expectedName);
});

test('cuts a name to 80 characters, and does not cut a character in two', () => {
  const shortName = sanitizeName('😀'.repeat(5000));
  expect(Array.from(shortName)).toHaveLength(80);
  expect(shortName).toBe(`${'😀'.repeat(79)}…`);
});
