import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AuthSession, SessionEvent, SignedIn } from '../auth/session.ts';
import { fail } from '../errors/problem.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { createTestEvent } from '../fixtures/testEvent.ts';
import { createHistory } from '../history/history.ts';
import { openWaitingEvents, type WebHook } from '../integration/waitingEvents.ts';
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
function openApp({
  staysSignedIn = false,
  webHook = null,
}: { staysSignedIn?: boolean; webHook?: WebHook | null } = {}) {
  let emit: (event: SessionEvent) => void = () => {};
  const signOut = vi.fn(() => Promise.resolve(fail('sign-in-unreachable')));
  const session = {
    // The user has switched from Bob to Alice in this tab. Carol has used this browser before.
    listAccounts: () => [toAccount('alice'), toAccount('bob')],
    getRemainingSignInMs: () => Number.POSITIVE_INFINITY,
    watch(listener: typeof emit) {
      emit = listener;
      return () => {};
    },
    signOut,
  } as unknown as AuthSession;
  const noop = () => {};
  const account = toAccount('alice', staysSignedIn);
  const settings = createSettings('alice');
  const options = {
    account,
    settings,
    webHook: () => webHook,
    onProblem: noop,
    onSigningOut: noop,
    onSignedOut: noop,
  };
  return {
    ...assembleSignIn(session, options),
    settings,
    leavePage: signOut,
    emit: (event: SessionEvent) => emit(event),
  };
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

/** Opens the app with two events in the storage, whose web hook answers as `answer` says. */
async function openWithEvents(answer: 'sent' | 'failed' | 'never') {
  vi.useFakeTimers();
  const waiting = openWaitingEvents('alice');
  waiting.set([
    createTestEvent('one', { number: '+14255550100', name: 'Ida Caller' }),
    createTestEvent('two'),
  ]);
  openWaitingEvents('bob').set([createTestEvent('three', { name: 'Ida Caller' })]);
  const sentIds: string[] = [];
  const send: WebHook['send'] = async ({ id }) => {
    sentIds.push(id);
    return answer === 'never' ? new Promise(() => {}) : answer;
  };
  const app = openApp({ webHook: { send, waiting } });
  return { ...app, waiting, sentIds };
}
afterEach(() => void vi.useRealTimers());
const listStoredTexts = () => [...storedTexts.entries()].flat().join('\n');

it.each([
  ['sent', ['one', 'two'], 0],
  ['failed', ['one'], 0],
  ['never', ['one'], 2_000],
] as const)(
  'a sign-out leaves no name and number of a caller on a shared computer, also if the web hook’s answer is %s',
  async (answer, ids, waitMs) => {
    const { signOut, leavePage, sentIds, waiting } = await openWithEvents(answer);
    expect(listStoredTexts()).toMatch(/Ida Caller.*\+14255550100|\+14255550100.*Ida Caller/s);
    signOut();
    // The events are gone before they are sent, so that nothing stays if the browser is closed meanwhile.
    expect(listStoredTexts()).not.toMatch(/Ida Caller|4255550100/);
    await vi.advanceTimersByTimeAsync(Math.max(0, waitMs - 1));
    if (waitMs > 0) expect(leavePage).not.toHaveBeenCalled();
    // The lists are deleted by a database, which this test does not have.
    await vi.advanceTimersByTimeAsync(1_000);
    expect(leavePage).toHaveBeenCalledOnce();
    expect(sentIds).toEqual(ids);
    // A call that ends later is not stored.
    waiting.change(() => [createTestEvent('late', { name: 'Ida Caller' })]);
    expect(listStoredTexts()).not.toMatch(/Ida Caller/);
  },
);

it('the end of the sign-in by the organisation deletes the waiting events, too', async () => {
  const { emit, sentIds } = await openWithEvents('sent');
  emit('revoked');
  // Bob has not signed out.
  expect(listStoredTexts().match(/Ida Caller/g)).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(sentIds).toEqual(['one', 'two']);
});

it('a sign-out leaves the waiting events on an own computer, for their user alone', async () => {
  const { signOut, settings, sentIds } = await openWithEvents('sent');
  settings.set({ ...settings.get(), keepsLists: true, computerAnswered: true });
  signOut();
  await vi.advanceTimersByTimeAsync(0);
  expect(sentIds).toEqual([]);
  expect(openWaitingEvents('alice').get()).toHaveLength(2);
  expect(openWaitingEvents('carol').get()).toEqual([]);
});
