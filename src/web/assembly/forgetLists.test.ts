import { expect, it } from 'vitest';
import { createFavourites } from '../people/favourites.ts';
import { createHistory, type HistoryEntry } from '../history/history.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { forgetLists } from './forgetLists.ts';
import { createSettings } from '../settings/settings.ts';

const storedTexts = stubLocalStorage();

const createEntry = (key: string): HistoryEntry => ({
  key,
  other: '8:orgid:b',
  name: null,
  target: null,
  outcome: 'placed',
  withVideo: false,
  at: 1,
  seconds: null,
});

/** Stores a call history with one call, and one favourite, for an account. */
function storeLists(account: string) {
  const history = createHistory(account);
  const favourites = createFavourites(account);
  history.add(createEntry('one'));
  favourites.toggle({ id: '8:orgid:b', name: 'Bob' });
  return { history, favourites };
}
/** The names of the stored values of an account. */
const keysOf = (account: string) =>
  [...storedTexts.keys()].filter((key) => key.endsWith(`.${account}`)).sort();

it('S14: a sign-out deletes the call history and the favourites from the browser', () => {
  const { history, favourites } = storeLists('alice');
  forgetLists('alice', { forGood: true });
  expect(keysOf('alice')).toEqual([]);
  expect([history.entries.get(), favourites.list.get()]).toEqual([[], []]);
});

it('S14: a sign-out deletes neither list if the user has chosen to keep them', () => {
  const { history } = storeLists('alice');
  const settings = createSettings('alice');
  settings.set({ ...settings.get(), keepsLists: true });
  forgetLists('alice', { forGood: true });
  expect(history.entries.get()).toHaveLength(1);
  expect(createFavourites('alice').list.get()).toHaveLength(1);
});

it('S14: a sign-out does not delete the lists of another account in the same browser', () => {
  storeLists('alice');
  storeLists('bob');
  forgetLists('alice', { forGood: true });
  expect(createHistory('bob').entries.get()).toHaveLength(1);
  expect(createFavourites('bob').list.get()).toHaveLength(1);
});

it('S14: a call that ends after the sign-out is not stored, but calls after the next sign-in are stored', () => {
  const { history } = storeLists('alice');
  forgetLists('alice', { forGood: true });
  history.add(createEntry('late'));
  expect(keysOf('alice')).toEqual([]);
  createHistory('alice').add(createEntry('next'));
  expect(
    createHistory('alice')
      .entries.get()
      .map(({ key }) => key),
  ).toEqual(['next']);
});

it('S14: after a revoked sign-in, the page can store calls again, because the user may sign in again in this page', () => {
  const { history } = storeLists('alice');
  forgetLists('alice', { forGood: false });
  expect(keysOf('alice')).toEqual([]);
  history.add(createEntry('next'));
  expect(
    createHistory('alice')
      .entries.get()
      .map(({ key }) => key),
  ).toEqual(['next']);
});
