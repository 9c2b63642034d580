import { expect, test } from 'vitest';
import { createLog, createPseudonymizer } from './log.ts';

test('the log writes one line of JSON with time, level, event and fields', () => {
  const lines: string[] = [];
  createLog('info', (line) => lines.push(line))('warn', 'refused', { status: 403, detail: undefined });
  expect(lines).toEqual([expect.stringMatching(/^.*\n$/)]);
  const fields = { time: expect.any(String), level: 'warn', event: 'refused', status: 403 };
  expect(JSON.parse(lines[0] ?? '')).toEqual(fields);
});

test('the log leaves out lines that are less important than its level', () => {
  const lines: string[] = [];
  const log = createLog('warn', (line) => lines.push(line));
  log('info', 'a');
  log('error', 'b');
  createLog('silent', (line) => lines.push(line))('error', 'c');
  expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['b']);
});

test('the log cuts out text that looks like a token or a key, and escapes line breaks', () => {
  const lines: string[] = [];
  const log = createLog('info', (line) => lines.push(line));
  log('info', 'x', { a: 'Bearer eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln', b: 'k'.repeat(80), c: 'a\nb' });
  expect(lines.join('')).not.toMatch(/eyJ|kkkk|c2ln/);
  expect(lines.join('').split('\n')).toHaveLength(2);
});

test('createPseudonymizer gives a user the same pseudonym for the same key, and another for another key', () => {
  const [first, sameKey, otherKey] = ['k1', 'k1', 'k2'].map((key) => createPseudonymizer(key)('alice'));
  expect(first).toBe(sameKey);
  expect(first).not.toBe(otherKey);
  expect(first).toMatch(/^[\da-f]{16}$/);
});
