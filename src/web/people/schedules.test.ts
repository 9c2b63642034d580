import { expect, it, vi } from 'vitest';
import { createSchedules, type BusyTime, type RequestSchedules } from './schedules.ts';

const busy: BusyTime = { kind: 'busy', until: 1, isBeyondToday: false };
const minuteMs = 60_000;

function setUp(isAnswered = true) {
  vi.useFakeTimers();
  const requestSchedules = vi.fn<RequestSchedules>(async (addresses) =>
    isAnswered ? new Map(addresses.map((address) => [address, busy])) : null,
  );
  const schedules = createSchedules(requestSchedules, async (oid) =>
    oid === 'guest' ? null : `${oid}@Fabrikam.example`,
  );
  const countRequests = async (waitMs: number) => {
    await vi.advanceTimersByTimeAsync(waitMs);
    return requestSchedules.mock.calls.length;
  };
  return { schedules, requestSchedules, countRequests };
}

it('asks about all people on the screen in one request, and about 20 at most', async () => {
  const { schedules, requestSchedules, countRequests } = setUp();
  for (let i = 0; i < 25; i += 1) schedules.request(`p${i}`);
  expect(await countRequests(200)).toBe(2);
  expect(requestSchedules.mock.calls.map(([addresses]) => addresses.length)).toEqual([20, 5]);
  expect(requestSchedules.mock.calls[0]?.[0][0]).toBe('p0@fabrikam.example');
  expect(schedules.busyTimes.get().get('p24')).toBe(busy);
});

it('asks about a person again only after five minutes, and about nobody without an address', async () => {
  const { schedules, countRequests } = setUp();
  schedules.request('guest');
  expect(await countRequests(200)).toBe(0);
  schedules.request('p0');
  expect(await countRequests(200)).toBe(1);
  schedules.request('p0');
  expect(await countRequests(4 * minuteMs)).toBe(1);
  await countRequests(minuteMs);
  schedules.request('p0');
  expect(await countRequests(200)).toBe(2);
});

it('says nothing after a failure, and asks again a minute later', async () => {
  const { schedules, countRequests } = setUp(false);
  schedules.request('p0');
  expect(await countRequests(200)).toBe(1);
  expect(schedules.busyTimes.get().get('p0')).toBeNull();
  schedules.request('p0');
  expect(await countRequests(200)).toBe(1);
  await countRequests(minuteMs);
  schedules.request('p0');
  expect(await countRequests(200)).toBe(2);
});
