import { expect, test } from 'vitest';
import { withNotice, type CallNotice } from './notice.ts';

/**
 * Creates a notice that a call could not be transferred.
 * @param part properties that differ from those of the default notice, which is about the call with the key `waiting`
 */
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
const idsOf = (notices: readonly CallNotice[]) => notices.map(({ id }) => id);

test('C21: when the same transfer fails again, its notice replaces the earlier one', () => {
  const addedNotices = [createNotice('1'), createNotice('2'), createNotice('3', { code: '486/0' })];
  const shownNotices = addedNotices.reduce<readonly CallNotice[]>(withNotice, []);
  expect(idsOf(shownNotices)).toEqual(['3']);
});

test('C21: notices about different calls or different transfer targets do not replace each other', () => {
  const addedNotices = [
    createNotice('1'),
    createNotice('2', { call: 'other' }),
    createNotice('3', { target: '8:orgid:d' }),
  ];
  const shownNotices = addedNotices.reduce<readonly CallNotice[]>(withNotice, []);
  expect(idsOf(shownNotices)).toEqual(['1', '2', '3']);
});

test('C21: the notice of a failed transfer stays, however many calls end later', () => {
  const endedNotices = ['2', '3', '4', '5', '6'].map(
    (id) => ({ id, kind: 'ended', ended: {} }) as CallNotice,
  );
  const shownNotices = [createNotice('1'), ...endedNotices].reduce<readonly CallNotice[]>(withNotice, []);
  expect(idsOf(shownNotices)).toEqual(['1', '3', '4', '5', '6']);
});
