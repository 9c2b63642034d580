import { expect, test } from 'vitest';
import { addLine } from './captions.ts';

const createLine = (speakerId: string, text: string, isFinal: boolean) => ({ speakerId, text, isFinal });

test('replaces a line that is not final by the next line of the same participant, even after a line of another participant', () => {
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
