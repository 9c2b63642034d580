import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPresences, type AskPresence } from './presence.ts';

let visibility = 'visible';
let onVisibilityChange = () => {};
beforeEach(() => {
  visibility = 'visible';
  vi.useFakeTimers();
  vi.stubGlobal('document', {
    get visibilityState() {
      return visibility;
    },
    addEventListener: (_: string, listener: () => void) => (onVisibilityChange = listener),
    removeEventListener: () => {},
  });
});
afterEach(() => vi.useRealTimers());

const states = new Map([
  ['a', { availability: 'Available', activity: 'Available' }],
  ['b', { availability: 'Busy', activity: 'InACall' }],
]);
const answering = () => vi.fn<AskPresence>(async () => ({ ok: true, states }));

test('requests the presence of all watched people together, every 30 s while the page is visible and a person is watched', async () => {
  const ask = answering();
  const presences = createPresences(ask);
  const listener = vi.fn();
  const stops = ['a', 'b', 'c'].map((oid) => presences.watch(oid, listener));
  await vi.advanceTimersByTimeAsync(100);
  expect(ask.mock.calls).toEqual([[['a', 'b', 'c']]]);
  expect(['a', 'b', 'c'].map(presences.get)).toEqual(['available', 'inACall', null]);
  expect(listener).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(ask).toHaveBeenCalledTimes(2);
  visibility = 'hidden';
  onVisibilityChange();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(ask).toHaveBeenCalledTimes(2);
  visibility = 'visible';
  onVisibilityChange();
  await vi.advanceTimersByTimeAsync(100);
  expect(ask).toHaveBeenCalledTimes(3);
  for (const stop of stops) stop();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(ask).toHaveBeenCalledTimes(3);
});

test.each([
  ['asks no more after a refusal', { refused: true, retryAfter: 0 }, 1],
  ['asks a busy directory again after the time that it names', { refused: false, retryAfter: 55 }, 2],
])('%s, and shows no presence', async (_, failure, times) => {
  const ask = vi.fn<AskPresence>(async () => ({ ok: false, ...failure }));
  const presences = createPresences(ask);
  presences.watch('a', () => {});
  await vi.advanceTimersByTimeAsync(54_000);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ask).toHaveBeenCalledTimes(times);
  expect(presences.get('a')).toBeNull();
});
