import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chooseInHand, type HandChange, type OpenCall } from './inHand.ts';

/** A call on hold. The letter is its key, and B has been on hold longer than C. */
const held = (key: 'B' | 'C'): OpenCall => ({
  key,
  isAudible: false,
  heldSince: { B: 1_000, C: 2_000 }[key],
  isLeaving: false,
});
const talking = (key: string): OpenCall => ({ key, isAudible: true, heldSince: null, isLeaving: false });
/** A call that nobody has answered yet. */
const calling = (key: string): OpenCall => ({ ...talking(key), isAudible: false });
const leaving = (key: string): OpenCall => ({ ...talking(key), isLeaving: true });

const brought = (key: string): HandChange => ({ kind: 'brought', key });
const ended: HandChange = { kind: 'ended', startedFor: null };
const consultationEnded: HandChange = { kind: 'ended', startedFor: { call: 'C', why: 'consultation' } };
const sdkCallEnded: HandChange = { kind: 'ended', startedFor: { call: 'C', why: 'sdk' } };

interface Case {
  /** The row of the table in docs/live-call.md: what happens, which call was in hand, which is in hand now. */
  readonly words: readonly [event: string, before: string, after: string];
  readonly before: string;
  readonly change: HandChange;
  readonly calls: readonly OpenCall[];
  readonly after: string | null;
}

const cases: readonly Case[] = [
  {
    words: ['the user places or accepts a call A', 'B', 'A'],
    before: 'B',
    change: brought('A'),
    calls: [held('B'), talking('A')],
    after: 'A',
  },
  {
    words: ['the user resumes C', 'A, which is put on hold', 'C'],
    before: 'A',
    change: brought('C'),
    calls: [held('B'), talking('C')],
    after: 'C',
  },
  {
    words: [
      'the SDK starts a call A by itself, as in a transfer of the user',
      'C, which is put on hold',
      'A',
    ],
    before: 'C',
    change: brought('A'),
    calls: [held('B'), held('C'), calling('A')],
    after: 'A',
  },
  {
    words: ['a call comes to the front, but has ended meanwhile', 'B', 'B'],
    before: 'B',
    change: brought('A'),
    calls: [held('B')],
    after: 'B',
  },
  {
    words: ['another call than the one in hand ends, also a consultation', 'A', 'A'],
    before: 'A',
    change: consultationEnded,
    calls: [talking('A'), held('B'), held('C')],
    after: 'A',
  },
  {
    words: [
      'a consultation about C ends: declined, busy, failed, not answered, cancelled, or hung up by either side',
      'the consultation; B and C wait, B longer',
      'C, still on hold',
    ],
    before: 'X',
    change: consultationEnded,
    calls: [held('B'), held('C')],
    after: 'C',
  },
  {
    words: [
      'a consultation about C ends because the transfer is complete, or after C has hung up',
      'the consultation; B waits',
      'B, still on hold',
    ],
    before: 'X',
    change: consultationEnded,
    calls: [held('B')],
    after: 'B',
  },
  {
    words: [
      'a call that the SDK has started by itself ends',
      'this call; it was started while the user talked to C',
      'C; if nobody had answered, it is resumed',
    ],
    before: 'A',
    change: sdkCallEnded,
    calls: [held('B'), held('C')],
    after: 'C',
  },
  {
    words: [
      'any other call ends',
      'this call; B and C wait, B longer',
      'B, which has been on hold longest; it stays on hold',
    ],
    before: 'A',
    change: ended,
    calls: [held('C'), held('B')],
    after: 'B',
  },
  {
    words: [
      'any other call ends',
      'this call; B waits, and the user does not hold A',
      'A, because the user does not hold it',
    ],
    before: 'D',
    change: ended,
    calls: [held('B'), talking('A')],
    after: 'A',
  },
  {
    words: [
      'any other call ends',
      'this call; nobody has answered A yet, and the user has hung up B',
      'A, because the user has not hung it up',
    ],
    before: 'D',
    change: ended,
    calls: [calling('A'), leaving('B')],
    after: 'A',
  },
  {
    words: ['the last call ends', 'this call', 'none'],
    before: 'A',
    change: ended,
    calls: [],
    after: null,
  },
];

test.each(cases)('$words.0: $words.1 → $words.2', ({ before, change, calls, after }) => {
  expect(chooseInHand(before, change, calls)).toBe(after);
});

test('docs/live-call.md has a row for each case', () => {
  const page = readFileSync('docs/live-call.md', 'utf8');
  const [, table = ''] = page.split('## Which call is in hand');
  const rows = (table.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual(cases.map(({ words }) => words));
});
