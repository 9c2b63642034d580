import { expect, test } from 'vitest';
import { withNotice, type CallNotice } from './notice.ts';

/** Creates a notice that a call could not be transferred. @param part differs from the default notice */
const createNotice = (
  id: string,
  part: { call?: string; target?: string; code?: string } = {},
): CallNotice => ({
  id,
  kind: 'transferFailed',
  call: 'waiting',
  person: '8:orgid:b',
  target: '8:orgid:c',
  attempt: 'person',
  reason: 'declined',
  code: '603/0',
  ...part,
});
const createEndedNotice = (id: string) => ({ id, kind: 'ended', ended: {} }) as CallNotice;

test.each([
  [
    'replaces the earlier one if the same transfer fails again',
    [createNotice('1'), createNotice('2', { code: '486/0' })],
    ['2'],
  ],
  [
    'stays when the transfer of another call, or to another target, fails',
    [createNotice('1'), createNotice('2', { call: 'other' }), createNotice('3', { target: '8:orgid:d' })],
    ['1', '2', '3'],
  ],
  [
    'stays, however many calls end later',
    [createNotice('1'), ...['2', '3', '4', '5', '6'].map(createEndedNotice)],
    ['1', '3', '4', '5', '6'],
  ],
])('C21: the notice of a failed transfer %s', (_title, added, shownIds) => {
  const shown = added.reduce<readonly CallNotice[]>(withNotice, []);
  expect(shown.map(({ id }) => id)).toEqual(shownIds);
});
