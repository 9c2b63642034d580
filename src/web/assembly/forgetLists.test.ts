import { expect, it } from 'vitest';
import { createFavourites } from '../people/favourites.ts';
import { createHistory, type HistoryEntry } from '../history/history.ts';
import { storage } from '../fixtures/storage.ts';
import { forgetLists } from './forgetLists.ts';
import { createSettings } from '../settings/settings.ts';

const stored = storage();

const entry = (key: string): HistoryEntry => ({
  key,
  other: '8:orgid:b',
  name: null,
  target: null,
  outcome: 'placed',
  withVideo: false,
  at: 1,
  seconds: null,
});

/** An account with a call and a favourite in its lists. */
function lists(account: string) {
  const history = createHistory(account);
  const favourites = createFavourites(account);
  history.add(entry('one'));
  favourites.toggle({ id: '8:orgid:b', name: 'Bob' });
  return { history, favourites };
}
const keysOf = (account: string) => [...stored.keys()].filter((key) => key.endsWith(`.${account}`)).sort();

it('S14: a sign-out deletes the call history and the favourites from the browser', () => {
  const { history, favourites } = lists('alice');
  forgetLists('alice', { forGood: true });
  expect(keysOf('alice')).toEqual([]);
  expect([history.entries.get(), favourites.list.get()]).toEqual([[], []]);
});

it('S14: they stay if the user has chosen to keep them', () => {
  const { history } = lists('alice');
  const settings = createSettings('alice');
  settings.set({ ...settings.get(), keepsLists: true });
  forgetLists('alice', { forGood: true });
  expect(history.entries.get()).toHaveLength(1);
  expect(createFavourites('alice').list.get()).toHaveLength(1);
});

it('S14: another account on the same browser keeps its lists, whatever the first one chose', () => {
  lists('alice');
  lists('bob');
  forgetLists('alice', { forGood: true });
  expect(createHistory('bob').entries.get()).toHaveLength(1);
  expect(createFavourites('bob').list.get()).toHaveLength(1);
});

it('S14: a call that ends after a sign-out is not stored, and calls after the next sign-in are', () => {
  const { history } = lists('alice');
  forgetLists('alice', { forGood: true });
  history.add(entry('late'));
  expect(keysOf('alice')).toEqual([]);
  createHistory('alice').add(entry('next'));
  expect(
    createHistory('alice')
      .entries.get()
      .map(({ key }) => key),
  ).toEqual(['next']);
});

it('S14: after the tenant has revoked a sign-in, the user can sign in again in the same page, which stores calls again', () => {
  const { history } = lists('alice');
  forgetLists('alice', { forGood: false });
  expect(keysOf('alice')).toEqual([]);
  history.add(entry('next'));
  expect(
    createHistory('alice')
      .entries.get()
      .map(({ key }) => key),
  ).toEqual(['next']);
});
