import { expect, test } from 'vitest';
import { withNotice, type CallNotice } from './notice.ts';

const createNotice = (id: string, call = 'waiting', target = '8:orgid:c') =>
  ({ id, kind: 'transferFailed', call, target }) as CallNotice;
const createEndedNotice = (id: string) => ({ id, kind: 'ended' }) as CallNotice;

test.each([
  [
    'replaces the earlier one if the same transfer fails again',
    [createNotice('1'), createNotice('2')],
    ['2'],
  ],
  [
    'stays when the transfer of another call, or to another target, fails',
    [createNotice('1'), createNotice('2', 'other'), createNotice('3', 'waiting', '8:orgid:d')],
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
