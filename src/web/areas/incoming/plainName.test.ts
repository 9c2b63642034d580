import { expect, test } from 'vitest';
import { plainName } from './plainName.ts';

test.each([
  ['Alice Archer', 'Alice Archer'],
  ['<b>Alice</b>', '<b>Alice</b>'],
  ['Alice \u202Erecela\u202C Archer', 'Alice recela Archer'],
  ['\u2069\u2067Alice\u200F', 'Alice'],
  ['Alice\r\n\u2028Archer', 'Alice Archer'],
  // A Persian name needs its joiner, and a family its own.
  ['علی\u200Cرضا 👨\u200D👩\u200D👧', 'علی\u200Cرضا 👨\u200D👩\u200D👧'],
  [' \u202E ', ''],
])('%j is shown as %j', (name, shown) => {
  expect(plainName(name)).toBe(shown);
});

test('ten thousand characters are cut to eighty, and no character is cut in two', () => {
  const shown = plainName('😀'.repeat(5000));
  expect(Array.from(shown)).toHaveLength(80);
  expect(shown).toBe(`${'😀'.repeat(79)}…`);
});
