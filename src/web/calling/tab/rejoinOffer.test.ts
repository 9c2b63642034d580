import { beforeEach, expect, test, vi } from 'vitest';
import { stubLocalStorage } from '../../fixtures/localStorageStub.ts';
import { createRejoinOffer, deleteRejoinNote, type WayBack } from './rejoinOffer.ts';

const callToBob: WayBack = { target: { kind: 'people', rawIds: ['8:orgid:b'] } };
const groupCall: WayBack = {
  target: { kind: 'people', rawIds: ['8:orgid:b', '8:orgid:c'], threadId: '19:x@thread.v2' },
};
const agentCall: WayBack = {
  target: { kind: 'people', rawIds: ['4:+14255550100'] },
  companyNumber: '+14255550151',
};
const meeting: WayBack = { target: { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' } };

const tabTexts = stubLocalStorage('sessionStorage');
const sharedTexts = stubLocalStorage();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

/** Opens a page of the tab, which has the storage of the tab's earlier pages. `isInCallElsewhere` is about the other tabs. */
function openPage({
  account = 'alice',
  wasReloaded = true,
  wasDiscarded = false,
  isInCallElsewhere = true,
} = {}) {
  const navigation = { type: wasReloaded ? 'reload' : 'navigate' } as unknown as PerformanceEntry;
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([navigation]);
  vi.stubGlobal('document', { wasDiscarded });
  return createRejoinOffer(account, async () => isInCallElsewhere);
}
/** Opens another page of the tab. @returns the calls that this page offers to rejoin, once it has looked at the other tabs */
async function openPageAndReadOffers(options: Parameters<typeof openPage>[0] = {}) {
  const { offers } = openPage(options);
  await vi.advanceTimersByTimeAsync(0);
  return offers.get();
}
function openPageInCall(...calls: readonly WayBack[]) {
  const page = openPage();
  page.noteCalls(calls.length === 0 ? [callToBob] : calls);
  // The page writes its first note when the call has been set up.
  vi.advanceTimersByTime(2_000);
  return page;
}

test.each([
  ['1:1 call', callToBob],
  ['group call', groupCall],
  ['agent’s call', agentCall],
  ['meeting', meeting],
])('C9: the next page offers to rejoin the %s during which the user left the page', async (_what, call) => {
  const firstPage = openPageInCall(call);
  firstPage.markLeft();
  // The page hangs up its calls when the user leaves it, so there is no front call any more.
  firstPage.noteCalls([]);
  expect(await openPageAndReadOffers({ wasReloaded: false })).toEqual([call]);
  expect(await openPageAndReadOffers({ account: 'bob', wasReloaded: false })).toEqual([]);
});

test('C9: the offer ends ten minutes after the call was last known to go on', async () => {
  const firstPage = openPageInCall();
  // The call lasts an hour, and the page updates its note while the call goes on.
  vi.advanceTimersByTime(3_600_000);
  expect(await openPageAndReadOffers()).toEqual([callToBob]);
  firstPage.markLeft();
  // One second is left of the ten minutes.
  vi.advanceTimersByTime(599_000);
  const nextPage = openPage();
  expect(nextPage.offers.get()).toEqual([callToBob]);
  vi.advanceTimersByTime(600_000);
  expect([nextPage.offers.get(), await openPageAndReadOffers()]).toEqual([[], []]);
});

test('C9: the offer survives another reload, and ends when the user dismisses it or calls back', async () => {
  const firstPage = openPageInCall();
  firstPage.markLeft();
  openPage().markLeft();
  const thirdPage = openPage();
  thirdPage.noteCalls([]);
  expect(thirdPage.offers.get()).toEqual([callToBob]);
  thirdPage.offers.get().forEach(thirdPage.dismiss);
  expect([thirdPage.offers.get(), await openPageAndReadOffers()]).toEqual([[], []]);

  firstPage.markLeft();
  expect(openPageInCall(callToBob).offers.get()).toEqual([]);
});

test.each([
  [
    'that the user reloads after a crash of the page offers the call at once',
    { wasReloaded: true },
    [callToBob],
  ],
  ['that the browser had discarded offers the call at once', { wasDiscarded: true }, [callToBob]],
  ['that the browser restores after a crash offers the call', { isInCallElsewhere: false }, [callToBob]],
  ['that the user has duplicated does not offer the call that goes on in the original tab', {}, []],
])('X10: a tab %s', async (_title, options, offers) => {
  openPageInCall();
  expect(await openPageAndReadOffers({ wasReloaded: false, ...options })).toEqual(offers);
});

test('X10: after a crash of the browser, a new tab offers the call until the user dismisses the offer', async () => {
  openPageInCall();
  tabTexts.clear();
  expect(await openPageAndReadOffers({ wasReloaded: false, isInCallElsewhere: true })).toEqual([]);
  const newTab = openPage({ wasReloaded: false, isInCallElsewhere: false });
  await vi.advanceTimersByTimeAsync(0);
  expect(newTab.offers.get()).toEqual([callToBob]);
  newTab.offers.get().forEach(newTab.dismiss);
  tabTexts.clear();
  expect(await openPageAndReadOffers({ wasReloaded: false, isInCallElsewhere: false })).toEqual([]);
});

test('the next pages offer every call that ended, until the user has called back or dismissed each', async () => {
  // The user has two calls with Bob, but needs only one way back to him.
  openPageInCall(meeting, callToBob, callToBob, agentCall).markLeft();
  const secondPage = openPage();
  expect(secondPage.offers.get()).toEqual([meeting, callToBob, agentCall]);
  secondPage.noteCalls([callToBob]);
  secondPage.markLeft();
  const thirdPage = openPage();
  expect(thirdPage.offers.get()).toEqual([callToBob, meeting, agentCall]);
  const [, offerOfMeeting] = thirdPage.offers.get();
  if (offerOfMeeting) thirdPage.dismiss(offerOfMeeting);
  expect(await openPageAndReadOffers()).toEqual([callToBob, agentCall]);
  expect(sharedTexts.size).toBe(0);
});

const [newTab, nextPage] = ['X10: a new tab', 'C9: the next page'];
test.each<[string, string, (page: ReturnType<typeof openPage>) => unknown]>([
  [newTab, 'has closed the tab during the call', (page) => page.markLeft()],
  [newTab, 'has ended the call', (page) => page.noteCalls([])],
  [nextPage, 'has ended the call', (page) => page.noteCalls([])],
  [nextPage, 'seemed to leave the page but stayed', (page) => [page.markLeft(), page.markStayed()]],
  [
    nextPage,
    'has left the page and signed out',
    (page) => [page.markLeft(), deleteRejoinNote('alice', { forGood: true })],
  ],
])('%s offers nothing after the user %s', async (pageName, _event, finish) => {
  finish(openPageInCall());
  if (pageName === newTab) tabTexts.clear();
  const wasReloaded = pageName === nextPage;
  expect(await openPageAndReadOffers({ wasReloaded, isInCallElsewhere: false })).toEqual([]);
  expect(sharedTexts.size).toBe(0);
});

test('a page whose user has signed out in another tab stores no note any more, although its call goes on', () => {
  openPageInCall();
  deleteRejoinNote('alice', { forGood: true });
  vi.advanceTimersByTime(60_000);
  expect([tabTexts.size, sharedTexts.size]).toEqual([0, 0]);
  // The user signs in again, in the next page of the tab.
  openPageInCall();
  expect([tabTexts.size, sharedTexts.size]).toEqual([1, 1]);
});

test.each([
  ['is no JSON', '{'],
  ['has no people', '{"calls":[{"target":{"kind":"people"}}],"seenAt":0,"left":true}'],
  ['is from the future', JSON.stringify({ calls: [callToBob], seenAt: Date.now() + 60_000, left: true })],
])('C9: a page offers nothing if the stored note %s', async (_fault, text) => {
  tabTexts.set('switchboard.rejoin.alice', text);
  expect(await openPageAndReadOffers()).toEqual([]);
});

test('C9: if the browser blocks storage, the page offers nothing, and no method throws', () => {
  for (const storage of ['sessionStorage', 'localStorage']) vi.stubGlobal(storage, undefined);
  const rejoin = openPageInCall();
  rejoin.markLeft();
  rejoin.dismiss(callToBob);
  expect(rejoin.offers.get()).toEqual([]);
});
