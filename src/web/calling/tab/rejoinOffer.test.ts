import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRejoinOffer, deleteRejoinNote } from './rejoinOffer.ts';
import type { Target } from '../call/target.ts';

const callToBob: Target = { kind: 'people', rawIds: ['8:orgid:b'] };
const groupCall: Target = { kind: 'people', rawIds: ['8:orgid:b', '8:orgid:c'], threadId: '19:x@thread.v2' };
const meeting: Target = { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' };

const storedTexts = new Map<string, string>();
const sharedTexts = new Map<string, string>();
const simulateStorage = (texts: Map<string, string>) => () =>
  ({
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => void texts.set(key, value),
    removeItem: (key: string) => void texts.delete(key),
  }) as unknown as Storage;
const storage = simulateStorage(storedTexts);
const sharedStorage = simulateStorage(sharedTexts);

beforeEach(() => {
  vi.useFakeTimers();
  storedTexts.clear();
  sharedTexts.clear();
});
afterEach(() => void vi.useRealTimers());

/**
 * Opens a page of the tab, which has the storage of the tab's earlier pages.
 * @param options.account object id of the user
 * @param options.isInCallElsewhere whether the user's call goes on in another tab
 */
const openPage = ({ account = 'alice', wasReloaded = true, isInCallElsewhere = true } = {}) =>
  createRejoinOffer(account, {
    storage,
    sharedStorage,
    wasReloaded,
    isInCallElsewhere: async () => isInCallElsewhere,
  });
/** Opens another page of the tab. @returns the call that this page offers to rejoin */
const openPageAndReadOffer = (options: Parameters<typeof openPage>[0] = {}) => openPage(options).offer.get();

test.each([
  ['a 1:1 call', callToBob],
  ['a group call', groupCall],
  ['a meeting', meeting],
])(
  'C9: if the user leaves the page during %s, the next page of that user offers to rejoin',
  (_what, target) => {
    const firstPage = openPage();
    firstPage.noteFrontCall(target);
    firstPage.markLeft();
    // The page hangs up its calls when the user leaves it, so there is no front call any more.
    firstPage.noteFrontCall(null);
    expect(openPageAndReadOffer({ wasReloaded: false })).toEqual(target);
    expect(openPageAndReadOffer({ account: 'bob', wasReloaded: false })).toBeNull();
  },
);

test('C9: a page does not offer a call that had ended before the user left', () => {
  const firstPage = openPage();
  firstPage.noteFrontCall(callToBob);
  firstPage.noteFrontCall(null);
  firstPage.markLeft();
  expect([openPageAndReadOffer(), storedTexts.size]).toEqual([null, 0]);
});

test('C9: the offer ends ten minutes after the call was last known to go on', () => {
  const firstPage = openPage();
  firstPage.noteFrontCall(callToBob);
  // The call lasts an hour, and the page updates its note while the call goes on.
  vi.advanceTimersByTime(3_600_000);
  expect(openPageAndReadOffer()).toEqual(callToBob);
  firstPage.markLeft();
  // One second is left of the ten minutes.
  vi.advanceTimersByTime(599_000);
  const nextPage = openPage();
  expect(nextPage.offer.get()).toEqual(callToBob);
  vi.advanceTimersByTime(600_000);
  expect([nextPage.offer.get(), openPageAndReadOffer()]).toEqual([null, null]);
});

test('C9: the offer survives another reload, and ends when the user dismisses it or starts another call', () => {
  const firstPage = openPage();
  firstPage.noteFrontCall(callToBob);
  firstPage.markLeft();
  openPage().markLeft();
  const thirdPage = openPage();
  thirdPage.noteFrontCall(null);
  expect(thirdPage.offer.get()).toEqual(callToBob);
  thirdPage.dismiss();
  expect([thirdPage.offer.get(), openPageAndReadOffer()]).toEqual([null, null]);

  firstPage.markLeft();
  const pageWithCall = openPage();
  pageWithCall.noteFrontCall(meeting);
  expect(pageWithCall.offer.get()).toBeNull();
});

test('C9: a duplicated tab does not offer the call that goes on in the original tab', () => {
  openPage().noteFrontCall(callToBob);
  expect(openPageAndReadOffer({ wasReloaded: false })).toBeNull();
  // After a reload without `markLeft`, the previous page has crashed during the call.
  expect(openPageAndReadOffer({ wasReloaded: true })).toEqual(callToBob);
});

test('X10: a tab that the browser restores after a crash offers the call, if the call goes on in no other tab', async () => {
  openPage().noteFrontCall(callToBob);
  const restored = openPage({ wasReloaded: false, isInCallElsewhere: false });
  const duplicate = openPage({ wasReloaded: false, isInCallElsewhere: true });
  await vi.advanceTimersByTimeAsync(0);
  expect([restored.offer.get(), duplicate.offer.get()]).toEqual([callToBob, null]);
});

test('X10: a tab that the browser had discarded during a call offers the call at once', () => {
  openPage().noteFrontCall(callToBob);
  vi.stubGlobal('document', { wasDiscarded: true });
  const { offer } = createRejoinOffer('alice', {
    storage,
    sharedStorage,
    isInCallElsewhere: async () => true,
  });
  vi.unstubAllGlobals();
  expect(offer.get()).toEqual(callToBob);
});

test('X10: after a crash of the browser, a new tab offers the call until the user dismisses the offer', async () => {
  openPage().noteFrontCall(callToBob);
  const openNewTab = async (isInCallElsewhere: boolean) => {
    storedTexts.clear();
    const page = openPage({ wasReloaded: false, isInCallElsewhere });
    await vi.advanceTimersByTimeAsync(0);
    return page;
  };
  expect((await openNewTab(true)).offer.get()).toBeNull();
  const newTab = await openNewTab(false);
  expect(newTab.offer.get()).toEqual(callToBob);
  newTab.dismiss();
  expect((await openNewTab(false)).offer.get()).toBeNull();
});

test.each([
  ['has closed the tab during the call', (page: ReturnType<typeof openPage>) => page.markLeft()],
  ['has ended the call', (page: ReturnType<typeof openPage>) => page.noteFrontCall(null)],
])('X10: a new tab offers nothing after the user %s', async (_, finish) => {
  const firstPage = openPage();
  firstPage.noteFrontCall(callToBob);
  finish(firstPage);
  storedTexts.clear();
  const newTab = openPage({ wasReloaded: false, isInCallElsewhere: false });
  await vi.advanceTimersByTimeAsync(0);
  expect(newTab.offer.get()).toBeNull();
});

test('C9: after the user seemed to leave the page but stayed, the next page offers nothing', () => {
  const firstPage = openPage();
  firstPage.noteFrontCall(callToBob);
  firstPage.markLeft();
  firstPage.markStayed();
  expect(openPageAndReadOffer()).toBeNull();
});

test('C9: after a sign-out, the next page offers nothing', () => {
  const firstPage = openPage();
  firstPage.noteFrontCall(callToBob);
  firstPage.markLeft();
  deleteRejoinNote('alice', storage, sharedStorage);
  expect([openPageAndReadOffer(), sharedTexts.size]).toEqual([null, 0]);
});

test.each([
  ['is no JSON', '{'],
  ['is empty', 'null'],
  ['has no people', '{"target":{"kind":"people"},"seenAt":0,"left":true}'],
  ['has no target', '{"target":7}'],
  ['is of the future', JSON.stringify({ target: callToBob, seenAt: Date.now() + 60_000, left: true })],
])('C9: a page offers nothing if the stored note %s', (_fault, text) => {
  storedTexts.set('switchboard.rejoin.alice', text);
  expect(openPageAndReadOffer()).toBeNull();
});

test('C9: if the browser blocks storage, the page offers nothing, and no method throws', () => {
  const blockedStorage = () => {
    throw new DOMException('blocked', 'SecurityError');
  };
  const rejoin = createRejoinOffer('alice', {
    storage: blockedStorage,
    sharedStorage: blockedStorage,
    wasReloaded: true,
    isInCallElsewhere: async () => false,
  });
  rejoin.noteFrontCall(callToBob);
  rejoin.markLeft();
  rejoin.dismiss();
  expect(rejoin.offer.get()).toBeNull();
});
