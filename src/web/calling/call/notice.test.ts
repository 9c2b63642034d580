import { expect, test } from 'vitest';
import { withNotice, type CallNotice } from './notice.ts';

const failure = (id: string, part: { call?: string; target?: string; code?: string } = {}): CallNotice => ({
  id,
  kind: 'transferFailed',
  call: 'waiting',
  person: '8:orgid:b',
  target: '8:orgid:c',
  reason: 'declined',
  code: '603/0',
  ...part,
});
const idsOf = (all: readonly CallNotice[]) => all.map(({ id }) => id);

test('C21: when the same transfer fails again, its notice replaces the earlier one', () => {
  const all = [failure('1'), failure('2'), failure('3', { code: '486/0' })].reduce<readonly CallNotice[]>(
    withNotice,
    [],
  );
  expect(idsOf(all)).toEqual(['3']);
});

test('C21: a transfer of another call, or to another transfer target, has a notice of its own', () => {
  const all = [failure('1'), failure('2', { call: 'other' }), failure('3', { target: '8:orgid:d' })];
  expect(idsOf(all.reduce<readonly CallNotice[]>(withNotice, []))).toEqual(['1', '2', '3']);
});
