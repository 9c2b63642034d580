import { expect, test } from 'vitest';
import { checkTraceSize, parseTrace, TraceFault } from './traceFormat.ts';

const header = JSON.stringify({
  acsCallingTrace: 1,
  emulator: '0.3.0',
  startedAt: '2026-11-30T08:00:00.000Z',
});
const entry = (lane: string, at: number) => JSON.stringify({ at, lane, kind: 'event', name: `at ${at}` });
const lane = (id: string, participant: string, name: string) =>
  JSON.stringify({ lane: id, participant, name });
const read = (...lines: string[]) => parseTrace(lines.join('\n'), 'run.jsonl');

test('what a person does before and in the first page is one lane, and a second page has its own', () => {
  const trace = read(
    header,
    entry('page-1', 20),
    lane('b-oid', 'b-oid', 'Bob'),
    entry('b-oid', 10),
    lane('page-1', 'b-oid', 'Bob'),
    lane('page-2', 'b-oid', 'Bob'),
    entry('page-2', 30),
  );
  expect(trace.lanes.map(({ name }) => name)).toEqual(['Bob', 'Bob (page 2)']);
  expect(trace.entries.map(({ at, lane: id }) => `${at} ${id}`)).toEqual([
    '10 b-oid',
    '20 b-oid',
    '30 page-2',
  ]);
});

test.each([
  ['nothing', [], 'run.jsonl is not a trace of acs-calling-emulator: its first line is not a header.'],
  ['another file', ['{"name":"x"}'], 'its first line is not a header'],
  [
    'another version',
    [header.replace('1', '2')],
    'run.jsonl is a trace of version 2, and this emulator reads version 1',
  ],
  [
    'half a line at the end',
    [header, entry('a', 1), entry('a', 2).slice(0, 20)],
    'is cut off in line 3, its last',
  ],
  ['half a line', [header, entry('a', 1).slice(0, 20), entry('a', 2)], 'run.jsonl is damaged: line 2'],
  ['a header without a time', [header.replace('2026', 'x')], 'its header does not say when'],
  ['a time that no run has', [header, entry('a', 1).replace(':1,', ':1e400,')], 'line 2'],
  ['a detail that is no text', [header, entry('a', 1).replace('}', ',"detail":{}}')], 'line 2'],
  ['an unknown kind', [header, '{"at":1,"lane":"a","kind":"x","name":"y"}'], 'line 2'],
])('says in one sentence why a file cannot be read: %s', (_name, lines, message) => {
  expect(() => read(...lines)).toThrow(TraceFault);
  expect(() => read(...lines)).toThrow(message);
});

test('says in one sentence that a file is too large', () => {
  expect(() => checkTraceSize(100_000_000, 'run.jsonl')).not.toThrow();
  expect(() => checkTraceSize(200_000_000, 'run.jsonl')).toThrow(
    'run.jsonl has 200 MB, and a trace may have 100 MB',
  );
});
