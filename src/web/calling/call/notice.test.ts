import { expect, test } from 'vitest';
import { withNotice, type CallNotice } from './notice.ts';

/** A notice that the transfer of a call with the key `waiting` has failed. @param part the fields that differ */
const transferFailed = (
  id: string,
  part: { call?: string; target?: string; code?: string } = {},
): CallNotice => ({
  id,
  kind: 'transferFailed',
  call: 'waiting',
  person: '8:orgid:b',
  target: '8:orgid:c',
  reason: 'declined',
  code: '603/0',
  ...part,
});
const idsOf = (notices: readonly CallNotice[]) => notices.map(({ id }) => id);

test('C21: when the same transfer fails again, its notice replaces the earlier one', () => {
  const added = [transferFailed('1'), transferFailed('2'), transferFailed('3', { code: '486/0' })];
  const shown = added.reduce<readonly CallNotice[]>(withNotice, []);
  expect(idsOf(shown)).toEqual(['3']);
});

test('C21: the failed transfer of another call, or to another transfer target, does not replace a notice', () => {
  const added = [
    transferFailed('1'),
    transferFailed('2', { call: 'other' }),
    transferFailed('3', { target: '8:orgid:d' }),
  ];
  const shown = added.reduce<readonly CallNotice[]>(withNotice, []);
  expect(idsOf(shown)).toEqual(['1', '2', '3']);
});
