import { beforeEach, expect, it, vi } from 'vitest';
import type { AuthSession, SessionEvent, SignedIn } from '../auth/session.ts';
import { fail } from '../errors/problem.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { createHistory } from '../history/history.ts';
import { createFavourites } from '../people/favourites.ts';
import { createSettings, type Settings } from '../settings/settings.ts';
import { assembleSignIn } from './signIn.ts';

const storedTexts = stubLocalStorage();
beforeEach(() => vi.stubGlobal('navigator', {}));

/** Stores a call history with one call, and one favourite, for an account. */
function storeLists(oid: string) {
  const history = createHistory(oid);
  history.add(createTestEntry({ key: 'one' }));
  createFavourites(oid).toggle({ id: '8:orgid:dave', name: 'Dave' });
  return history;
}
/** Lists the calls that a new page finds in the storage. */
const listHistory = (oid: string) => Array.from(createHistory(oid).entries.get(), ({ key }) => key);

const toAccount = (oid: string, staysSignedIn = false): SignedIn => ({
  oid,
  tid: 'fabrikam',
  name: oid,
  upn: `${oid}@fabrikam.example`,
  staysSignedIn,
});

/** Opens the app of Alice. `emit` tells it what happened to the sign-in in another tab or at Entra. */
function openApp({ staysSignedIn = false } = {}) {
  let emit: (event: SessionEvent) => void = () => {};
  const session = {
    // The user has switched from Bob to Alice in this tab. Carol has used this browser before.
    listAccounts: () => [toAccount('alice'), toAccount('bob')],
    getRemainingSignInMs: () => Number.POSITIVE_INFINITY,
    watch(listener: typeof emit) {
      emit = listener;
      return () => {};
    },
    signOut: () => Promise.resolve(fail('sign-in-unreachable')),
  } as unknown as AuthSession;
  const noop = () => {};
  const account = toAccount('alice', staysSignedIn);
  const settings = createSettings('alice');
  const options = { account, settings, onProblem: noop, onSigningOut: noop, onSignedOut: noop };
  return { ...assembleSignIn(session, options), settings, emit: (event: SessionEvent) => emit(event) };
}

it('S14, F10: a sign-out deletes the lists of all accounts that it signs out, and of no other account', () => {
  const histories = ['alice', 'bob', 'carol'].map(storeLists);
  openApp().signOut();
  const keys = [...storedTexts.keys()].filter((key) => /history|favourites/.test(key)).toSorted();
  expect(keys).toEqual([
    'switchboard.kept.favourites.carol',
    expect.stringMatching(/^switchboard\.kept\.historyChange\.carol\./),
  ]);
  expect(histories.map(({ entries }) => entries.get().length)).toEqual([0, 0, 1]);
});

it.each<[string, Partial<Settings>, { staysSignedIn: boolean }, { lists: number; labels: string[] | null }]>([
  [
    'keeps them on a computer that the user called their own',
    { keepsLists: true, computerAnswered: true },
    { staysSignedIn: false },
    { lists: 1, labels: ['Sale'] },
  ],
  [
    'keeps them for a user of an older build who has chosen that',
    { keepsLists: true },
    { staysSignedIn: false },
    { lists: 1, labels: ['Sale'] },
  ],
  [
    'deletes them and the settings on a computer that the user called shared',
    { computerAnswered: true },
    { staysSignedIn: true },
    { lists: 0, labels: null },
  ],
  [
    'deletes them and no settings before the user has answered',
    {},
    { staysSignedIn: false },
    { lists: 0, labels: ['Sale'] },
  ],
  [
    'keeps them before the answer if the user has told Entra to stay signed in',
    {},
    { staysSignedIn: true },
    { lists: 1, labels: ['Sale'] },
  ],
])('S14: a sign-out %s', (_title, answer, signIn, { lists, labels }) => {
  storeLists('alice');
  const { settings, signOut } = openApp(signIn);
  settings.set({ ...settings.get(), callLabels: ['Sale'], ...answer });
  signOut();
  expect(listHistory('alice')).toHaveLength(lists);
  expect(createFavourites('alice').list.get()).toHaveLength(lists);
  expect(createSettings('alice').get()).toMatchObject({ callLabels: labels, ...answer });
});

it.each([
  ['does not store a call that ends after a sign-out in another tab', 'signedOut', []],
  ['stores a call after a revocation, because the user may sign in again', 'revoked', ['late']],
] as const)('S14: the page %s', (_title, event, stored) => {
  const history = storeLists('alice');
  openApp().emit(event);
  expect(history.entries.get()).toEqual([]);
  history.add(createTestEntry({ key: 'late' }));
  expect(listHistory('alice')).toEqual(stored);
  createHistory('alice').add(createTestEntry({ key: 'next' }));
  expect(listHistory('alice')).toContain('next');
});
