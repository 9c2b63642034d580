import { expect, test } from 'vitest';
import { toCsv } from './exportTable.ts';

test('begins with a byte order mark, and ends each line with CR and LF', () => {
  expect(
    toCsv([
      ['Name', 'Note'],
      ['Zoë', ''],
    ]),
  ).toBe('\uFEFFName,Note\r\nZoë,\r\n');
});

test('quotes cells with commas, quotation marks and line breaks', () => {
  expect(toCsv([['a,b', 'say "yes"', 'two\nlines', 'plain']])).toBe(
    '\uFEFF"a,b","say ""yes""","two\nlines",plain\r\n',
  );
});

test.each(['=1+1', '+1 425', '-2', '@SUM(A1)', '\tx', '\rx'])(
  'turns a cell that a spreadsheet would run as a formula into text: %j',
  (cell) => {
    expect(toCsv([[cell]]).replaceAll('"', '')).toBe(`\uFEFF'${cell}\r\n`);
  },
);

test('turns a formula with a quotation mark into one quoted text', () => {
  expect(toCsv([['=HYPERLINK("x")']])).toBe('\uFEFF"\'=HYPERLINK(""x"")"\r\n');
});

test.each([
  ['Bob;=cmd', "Bob;'=cmd"],
  ['Bob;  @SUM(A1)', "Bob;'  @SUM(A1)"],
  ['  =1+1', "'  =1+1"],
  ['＝1+1', "'＝1+1"],
  ['one\n-2', "one\n'-2"],
  ['Jean-Luc = Bob; ok', 'Jean-Luc = Bob; ok'],
])('F9: turns a formula into text where another spreadsheet begins a cell: %j', (cell, expected) => {
  expect(toCsv([[cell]]).replaceAll('"', '')).toBe(`\uFEFF${expected}\r\n`);
});
