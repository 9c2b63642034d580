import { expect, test } from 'vitest';
import { HttpError } from '../httpError.ts';
import { createHealth } from './resourceHealth.ts';

const outageError = new HttpError(503, 'acs_unavailable', { detail: 'status 500, code Oops' });
const createThrottledError = (retryAfter: string) =>
  new HttpError(429, 'acs_throttled', { headers: { 'retry-after': retryAfter } });

/** Creates a health with a clock that the test sets, in milliseconds. */
function setUp() {
  const clock = { time: 1_000_000 };
  const events: string[] = [];
  const now = () => clock.time;
  const health = createHealth((event) => events.push(event), now);
  const failFor = (...people: string[]) =>
    people.forEach((person) => health.takeTurn()?.fail(person, outageError));
  return { clock, events, health, failFor };
}

test('a resource is out after the failures of three people in a row', () => {
  const { health, events, failFor } = setUp();
  failFor('alice', 'bob');
  expect(health.readOutage()).toBeNull();
  failFor('carol');
  expect(health.readOutage()).toMatchObject({ code: 'acs_unavailable', detail: 'status 500, code Oops' });
  expect([health.takeTurn(), events]).toEqual([null, ['out']]);
});

test('one person alone cannot put a resource out, and a success forgets earlier failures', () => {
  const { health, failFor } = setUp();
  failFor(...Array.from({ length: 50 }, () => 'mallory'));
  failFor('alice');
  health.takeTurn()?.succeed();
  failFor('bob', 'carol');
  expect(health.readOutage()).toBeNull();
});

test('a resource that throttles two people is out at once, for as long as ACS asks', () => {
  const { clock, health } = setUp();
  health.takeTurn()?.fail('alice', createThrottledError('40'));
  expect(health.readOutage()).toBeNull();
  health.takeTurn()?.fail('bob', createThrottledError('40'));
  clock.time += 39_999;
  expect([health.takeTurn(), health.insist()]).toEqual([null, null]);
  clock.time += 1;
  expect(health.takeTurn()).not.toBeNull();
});

test('one person whom ACS throttles puts no resource out, however often and however long', () => {
  const { clock, health } = setUp();
  for (let attempt = 0; attempt < 200; attempt += 1) {
    health.takeTurn()?.fail('mallory', createThrottledError('60'));
    clock.time += 1_000;
  }
  expect(health.readOutage()).toBeNull();
  // Another 429, long after, is not the second of the same throttling.
  clock.time += 60_000;
  health.takeTurn()?.fail('alice', createThrottledError('60'));
  expect(health.readOutage()).toBeNull();
});

test('one person whom ACS throttles cannot keep a resource out that failed', () => {
  const { clock, health, failFor } = setUp();
  failFor('alice', 'bob', 'carol');
  health.insist()?.fail('mallory', createThrottledError('60'));
  expect(health.insist()).not.toBeNull();
  clock.time += 5_000;
  health.takeTurn()?.fail('mallory', createThrottledError('60'));
  expect(health.insist()).not.toBeNull();
  clock.time += 10_000;
  health.takeTurn()?.succeed();
  expect(health.readOutage()).toBeNull();
});

test('a resource returns by a single probe', () => {
  const { clock, health, events, failFor } = setUp();
  failFor('alice', 'bob', 'carol');
  clock.time += 5_000;
  const probe = health.takeTurn();
  expect([probe !== null, health.takeTurn()]).toEqual([true, null]);
  probe?.succeed();
  expect([health.readOutage(), events]).toEqual([null, ['out', 'back']]);
  expect(health.takeTurn()).not.toBeNull();
});

test('each failed probe doubles the pause until the next probe, up to a minute', () => {
  const { clock, health, failFor } = setUp();
  failFor('alice', 'bob', 'carol');
  const pauses = Array.from({ length: 6 }, (_, index) => {
    const pauseMs = (health.readOutage()?.until ?? 0) - clock.time;
    clock.time += pauseMs;
    health.takeTurn()?.fail(`person-${index}`, outageError);
    return pauseMs;
  });
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test('a probe that did not reach ACS leaves the probe to the next exchange', () => {
  const { clock, health, failFor } = setUp();
  failFor('alice', 'bob', 'carol');
  clock.time += 5_000;
  health.takeTurn()?.cancel();
  expect(health.takeTurn()).not.toBeNull();
});

test('exchanges that began before the outage neither bring the resource back nor lengthen the outage', () => {
  const { health, failFor } = setUp();
  const [slowSuccess, slowFailure] = [health.takeTurn(), health.takeTurn()];
  failFor('alice', 'bob', 'carol');
  const outage = health.readOutage();
  slowFailure?.fail('dave', outageError);
  slowSuccess?.succeed();
  expect(health.readOutage()).toBe(outage);
});

test('an exchange that insists on a failing resource brings it back if it succeeds', () => {
  const { health, failFor } = setUp();
  failFor('alice', 'bob', 'carol');
  health.insist()?.fail('dave', outageError);
  expect(health.readOutage()).not.toBeNull();
  health.insist()?.succeed();
  expect(health.readOutage()).toBeNull();
});

test('a failing resource that then throttles is left alone for as long as ACS asks', () => {
  const { clock, health, failFor } = setUp();
  failFor('alice', 'bob', 'carol');
  health.insist()?.fail('dave', createThrottledError('30'));
  health.insist()?.fail('erin', createThrottledError('30'));
  clock.time += 20_000;
  expect([health.takeTurn(), health.insist()]).toEqual([null, null]);
});
