import { expect, test } from 'vitest';
import { toCsv } from './exportTable.ts';

test('begins with a byte order mark, ends each line with CR and LF, and quotes a cell that needs it', () => {
  const table = [
    ['Name', 'Note'],
    ['Zoë', ''],
    ['a,b', 'say "yes"'],
    ['two\nlines', '=HYPERLINK("x")'],
  ];
  expect(toCsv(table)).toBe(
    '\uFEFFName,Note\r\nZoë,\r\n"a,b","say ""yes"""\r\n"two\nlines","\'=HYPERLINK(""x"")"\r\n',
  );
});

test.each([
  ...['=1+1', '+1 425', '-2', '@SUM(A1)', '\tx', '\rx'].map((cell) => [cell, `'${cell}`]),
  ['Bob;=cmd', "Bob;'=cmd"],
  ['Bob;  @SUM(A1)', "Bob;'  @SUM(A1)"],
  ['  =1+1', "'  =1+1"],
  ['＝1+1', "'＝1+1"],
  ['one\n-2', "one\n'-2"],
  ['Jean-Luc = Bob; ok', 'Jean-Luc = Bob; ok'],
])('F9: turns a formula into text where any spreadsheet may begin a cell: %j', (cell = '', expected) => {
  expect(toCsv([[cell]]).replaceAll('"', '')).toBe(`\uFEFF${expected}\r\n`);
});
