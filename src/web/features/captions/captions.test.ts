import { expect, test } from 'vitest';
import { addLine } from './captions.ts';

const createLine = (speakerId: string, text: string, isFinal: boolean) => ({
  speakerId,
  text,
  language: 'en',
  isFinal,
});

test('the next line of a participant replaces their unfinished line, even if another participant has spoken in between', () => {
  let lines = addLine([], createLine('a', 'Good', false));
  lines = addLine(lines, createLine('b', 'Yes?', true));
  lines = addLine(lines, createLine('a', 'Good morning.', true));
  lines = addLine(lines, createLine('a', 'How', false));
  expect(lines.map(({ text }) => text)).toEqual(['Good morning.', 'Yes?', 'How']);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
});

test('keeps only the last fifty lines', () => {
  let lines = addLine([], createLine('a', '0', true));
  for (let number = 1; number < 60; number++) lines = addLine(lines, createLine('a', String(number), true));
  expect(lines).toHaveLength(50);
  expect(lines.at(-1)?.text).toBe('59');
});
