import { expect, test } from 'vitest';
import { addLine } from './captions.ts';

const said = (id: string, text: string, isFinal: boolean) => ({ id, text, isFinal });

test('a line that is not final is replaced by the next one of the same participant, also between lines of others', () => {
  let lines = addLine([], said('a', 'Good', false));
  lines = addLine(lines, said('b', 'Yes?', true));
  lines = addLine(lines, said('a', 'Good morning.', true));
  lines = addLine(lines, said('a', 'How', false));
  expect(lines.map(({ text }) => text)).toEqual(['Good morning.', 'Yes?', 'How']);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
});

test('the list has at most the last fifty lines', () => {
  let lines = addLine([], said('a', '0', true));
  for (let n = 1; n < 60; n++) lines = addLine(lines, said('a', String(n), true));
  expect(lines).toHaveLength(50);
  expect(lines.at(-1)?.text).toBe('59');
});
