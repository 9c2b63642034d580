import { expect, test } from 'vitest';
import { withNews, type CallNews } from './news.ts';

const failure = (id: string, part: { call?: string; target?: string; code?: string } = {}): CallNews => ({
  id,
  kind: 'transferFailed',
  call: 'waiting',
  person: '8:orgid:b',
  target: '8:orgid:c',
  reason: 'declined',
  code: '603/0',
  ...part,
});
const idsOf = (all: readonly CallNews[]) => all.map(({ id }) => id);

test('C21: when the same transfer fails again, the message about the first attempt is replaced', () => {
  const all = [failure('1'), failure('2'), failure('3', { code: '486/0' })].reduce<readonly CallNews[]>(
    withNews,
    [],
  );
  expect(idsOf(all)).toEqual(['3']);
});

test('C21: a transfer of another call, or to another person, has a message of its own', () => {
  const all = [failure('1'), failure('2', { call: 'other' }), failure('3', { target: '8:orgid:d' })];
  expect(idsOf(all.reduce<readonly CallNews[]>(withNews, []))).toEqual(['1', '2', '3']);
});
