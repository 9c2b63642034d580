import { beforeEach, expect, test, vi } from 'vitest';
import { stubBrowser } from '../fixtures/sessionInNode.ts';
import { createPresences, type RequestPresence } from './presence.ts';

const setOnline = stubBrowser();
let page = new EventTarget();
const setVisibility = (visibilityState: 'visible' | 'hidden') =>
  Object.assign(page, { visibilityState }).dispatchEvent(new Event('visibilitychange'));
beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
});

const states = new Map([
  ['a', { availability: 'Available', activity: 'Available' }],
  ['b', { availability: 'Busy', activity: 'InACall' }],
]);
const neverCalled = () => {};
function setUp(answer: RequestPresence = async () => ({ ok: true, states })) {
  const requestPresence = vi.fn(answer);
  return { requestPresence, presences: createPresences(requestPresence) };
}

test('requests the presence of all watched people together, every 15 s while the page is visible', async () => {
  const { requestPresence, presences } = setUp();
  const listener = vi.fn();
  const stops = ['a', 'b', 'c'].map((oid) => presences.watch(oid, listener));
  await vi.advanceTimersByTimeAsync(100);
  expect(requestPresence.mock.calls).toEqual([[['a', 'b', 'c']]]);
  expect(['a', 'b', 'c'].map(presences.get)).toEqual(['available', 'inACall', null]);
  expect(listener).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(requestPresence).toHaveBeenCalledTimes(2);
  setVisibility('hidden');
  await vi.advanceTimersByTimeAsync(300_000);
  expect(requestPresence).toHaveBeenCalledTimes(2);
  setVisibility('visible');
  await vi.advanceTimersByTimeAsync(100);
  expect(requestPresence).toHaveBeenCalledTimes(3);
  for (const stop of stops) stop();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(requestPresence).toHaveBeenCalledTimes(3);
});

test('has the status message of a watched person, and says when it changes', async () => {
  let message = 'Back on Monday';
  const state = { availability: 'Away', activity: 'Away' };
  const { presences } = setUp(async () => ({ ok: true, states: new Map([['a', { ...state, message }]]) }));
  const listener = vi.fn();
  presences.watch('a', listener);
  expect(presences.getMessage('a')).toBe('');
  await vi.advanceTimersByTimeAsync(100);
  expect([presences.getMessage('a'), presences.getMessage('b')]).toEqual(['Back on Monday', '']);
  message = 'Ask Carol';
  await vi.advanceTimersByTimeAsync(15_000);
  expect(presences.getMessage('a')).toBe('Ask Carol');
  expect(listener).toHaveBeenCalledTimes(2);
});

test('requests the presence of newly found people at once, but only six times a minute', async () => {
  const { requestPresence, presences } = setUp();
  const found = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  for (const [index, oid] of found.entries()) {
    presences.watch(oid, neverCalled);
    // oxlint-disable-next-line no-await-in-loop -- The user searches for one person after another.
    await vi.advanceTimersByTimeAsync(1_000);
    expect(requestPresence).toHaveBeenCalledTimes(Math.min(index + 1, 7));
  }
  await vi.advanceTimersByTimeAsync(15_000);
  expect(presences.get('a')).toBe('available');
  expect(requestPresence).toHaveBeenLastCalledWith(found);
});

test('requests the presence of a whole screen within a second after the request for the user alone', async () => {
  const { requestPresence, presences } = setUp();
  presences.watch('own', neverCalled);
  await vi.advanceTimersByTimeAsync(300);
  const favourites = Array.from({ length: 45 }, (_person, index) => `favourite${index}`);
  for (const oid of favourites) presences.watch(oid, neverCalled);
  await vi.advanceTimersByTimeAsync(700);
  expect(requestPresence.mock.calls).toEqual([[['own']], [['own', ...favourites]]]);
});

test('shows the user’s call partner as in a call at once, and as Graph knew them as soon as the call has ended', async () => {
  let current = new Map([['a', { availability: 'Available', activity: 'Available' }]]);
  const { requestPresence, presences } = setUp(async () => ({ ok: true, states: current }));
  const listener = vi.fn();
  presences.watch('a', listener);
  await vi.advanceTimersByTimeAsync(100);
  presences.setCallPartners(new Set(['a']));
  expect([presences.get('a'), listener.mock.calls.length]).toEqual(['inACall', 2]);
  current = new Map([['a', { availability: 'Busy', activity: 'InACall' }]]);
  await vi.advanceTimersByTimeAsync(20_000);
  presences.setCallPartners(new Set());
  expect([presences.get('a'), listener.mock.calls.length]).toEqual(['available', 3]);
  const requestsBefore = requestPresence.mock.calls.length;
  // Graph learns late that the call has ended.
  await vi.advanceTimersByTimeAsync(4_900);
  expect([presences.get('a'), requestPresence.mock.calls.length]).toEqual(['available', requestsBefore]);
  await vi.advanceTimersByTimeAsync(200);
  expect(requestPresence.mock.calls.length).toBe(requestsBefore + 1);
  expect(presences.get('a')).toBe('inACall');
});

test('says how old a presence is while Graph is busy, and shows none after ten minutes', async () => {
  let isBusy = false;
  const { presences } = setUp(async () =>
    isBusy ? { ok: false, refused: false, retryAfterSeconds: 0 } : { ok: true, states },
  );
  presences.watch('a', neverCalled);
  await vi.advanceTimersByTimeAsync(100);
  isBusy = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect([presences.get('a'), presences.getAgeMinutes('a')]).toEqual(['available', 0]);
  await vi.advanceTimersByTimeAsync(205_000);
  expect([presences.get('a'), presences.getAgeMinutes('a')]).toEqual(['available', 3]);
  await vi.advanceTimersByTimeAsync(480_000);
  expect(presences.get('a')).toBeNull();
  isBusy = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([presences.get('a'), presences.getAgeMinutes('a')]).toEqual(['available', 0]);
});

test('shows no presence as current once the browser is offline, and asks Graph as soon as it is back online', async () => {
  const { requestPresence, presences } = setUp();
  const listener = vi.fn();
  presences.watch('a', listener);
  presences.watch('b', neverCalled);
  presences.setCallPartners(new Set(['b']));
  await vi.advanceTimersByTimeAsync(20_000);
  listener.mockClear();
  setOnline(false);
  expect([presences.get('a'), presences.getAgeMinutes('a')]).toEqual(['available', 1]);
  expect(listener).toHaveBeenCalledOnce();
  // The app itself knows about its own calls.
  expect(presences.getAgeMinutes('b')).toBe(0);
  const requestsBefore = requestPresence.mock.calls.length;
  await vi.advanceTimersByTimeAsync(240_000);
  expect(presences.getAgeMinutes('a')).toBeGreaterThan(2);
  expect(requestPresence).toHaveBeenCalledTimes(requestsBefore);
  setOnline(true);
  await vi.advanceTimersByTimeAsync(100);
  expect(presences.getAgeMinutes('a')).toBe(0);
});

test('goes on to request the presence of a person who was watched a moment ago', async () => {
  const { requestPresence, presences } = setUp();
  presences.watch('a', neverCalled);
  const stop = presences.watch('b', neverCalled);
  await vi.advanceTimersByTimeAsync(100);
  stop();
  expect(presences.get('b')).toBe('inACall');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(requestPresence.mock.calls.at(-1)).toEqual([['a', 'b']]);
  await vi.advanceTimersByTimeAsync(150_000);
  expect(requestPresence.mock.calls.at(-1)).toEqual([['a']]);
});

test.each([
  ['requests nothing more after a refusal', { refused: true, retryAfterSeconds: 0 }, 1],
  ['waits the 55 s that a busy Graph asks for', { refused: false, retryAfterSeconds: 55 }, 2],
])('%s, and returns no presence', async (_title, failure, expectedRequests) => {
  const { requestPresence, presences } = setUp(async () => ({ ok: false, ...failure }));
  presences.watch('a', neverCalled);
  await vi.advanceTimersByTimeAsync(54_000);
  expect(requestPresence).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(requestPresence).toHaveBeenCalledTimes(expectedRequests);
  expect(presences.get('a')).toBeNull();
});

test('A9: requests presence less often while nothing changes, and as before after a change or when the user comes back', async () => {
  let current = states;
  const { requestPresence, presences } = setUp(async () => ({ ok: true, states: current }));
  presences.watch('a', neverCalled);
  /** Lets time pass. @returns how many requests were sent meanwhile */
  const countRequests = async (seconds: number) => {
    const before = requestPresence.mock.calls.length;
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    return requestPresence.mock.calls.length - before;
  };
  expect(await countRequests(120)).toBe(8);
  expect(await countRequests(480)).toBeLessThanOrEqual(17);
  expect(await countRequests(600)).toBeLessThanOrEqual(11);
  current = new Map([['a', { availability: 'Busy', activity: 'Busy' }]]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(presences.get('a')).toBe('busy');
  expect(await countRequests(60)).toBeGreaterThanOrEqual(4);
  await vi.advanceTimersByTimeAsync(1_205_000);
  setVisibility('hidden');
  await vi.advanceTimersByTimeAsync(20_000);
  setVisibility('visible');
  expect(await countRequests(0.1)).toBe(1);
});

test('A9: waits longer after each failure, at most a minute, and goes on as before once Graph answers', async () => {
  let isBusy = true;
  const times: number[] = [];
  const startedAt = Date.now();
  const { presences } = setUp(async () => {
    times.push(Math.round((Date.now() - startedAt) / 1000));
    return isBusy ? { ok: false, refused: false, retryAfterSeconds: 0 } : { ok: true, states };
  });
  presences.watch('a', neverCalled);
  await vi.advanceTimersByTimeAsync(226_000);
  expect(times).toEqual([0, 15, 45, 105, 165, 225]);
  isBusy = false;
  await vi.advanceTimersByTimeAsync(90_000);
  expect(times.slice(6)).toEqual([285, 300, 315]);
});
