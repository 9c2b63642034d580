import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRejoin, forgetRejoin } from './rejoin.ts';
import type { Target } from '../call/target.ts';

const bob: Target = { kind: 'people', rawIds: ['8:orgid:b'] };
const group: Target = { kind: 'people', rawIds: ['8:orgid:b', '8:orgid:c'], threadId: '19:x@thread.v2' };
const meeting: Target = { kind: 'meeting', link: 'https://teams.microsoft.com/l/meetup-join/x' };

const stored = new Map<string, string>();
const storage = () =>
  ({
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  }) as unknown as Storage;

beforeEach(() => {
  vi.useFakeTimers();
  stored.clear();
});
afterEach(() => void vi.useRealTimers());

/** The next page of the same tab. */
const page = (account = 'alice', wasReloaded = true) => createRejoin(account, { storage, wasReloaded });
const offered = (account?: string, wasReloaded?: boolean) => page(account, wasReloaded).offer.get();

test.each([bob, group, meeting])('C9: the page after a reload in a call offers to rejoin it', (target) => {
  const before = page();
  before.note(target);
  before.leave();
  // Leaving the page hangs up its calls, after which there is no front call.
  before.note(null);
  expect(offered('alice', false)).toEqual(target);
  expect(offered('bob', false)).toBeNull();
});

test('C9: a call that has ended is not offered', () => {
  const before = page();
  before.note(bob);
  before.note(null);
  before.leave();
  expect([offered(), stored.size]).toEqual([null, 0]);
});

test('C9: the offer lasts ten minutes from the last time at which the call was known to go on', () => {
  const before = page();
  before.note(bob);
  vi.advanceTimersByTime(3_600_000);
  expect(offered()).toEqual(bob);
  before.leave();
  vi.advanceTimersByTime(599_000);
  const after = page();
  expect(after.offer.get()).toEqual(bob);
  vi.advanceTimersByTime(600_000);
  expect([after.offer.get(), offered()]).toEqual([null, null]);
});

test('C9: the offer survives another reload, and ends when the user dismisses it or has another call', () => {
  const before = page();
  before.note(bob);
  before.leave();
  page().leave();
  const dismissed = page();
  dismissed.note(null);
  expect(dismissed.offer.get()).toEqual(bob);
  dismissed.dismiss();
  expect([dismissed.offer.get(), offered()]).toEqual([null, null]);

  before.leave();
  const inCall = page();
  inCall.note(meeting);
  expect(inCall.offer.get()).toBeNull();
});

test('C9: a duplicate of a tab does not offer the call that goes on in the original', () => {
  page().note(bob);
  expect(offered('alice', false)).toBeNull();
  // A reload means that the page crashed during the call.
  expect(offered('alice', true)).toEqual(bob);
});

test('C9: a page that stays although it seemed to be left offers nothing later', () => {
  const before = page();
  before.note(bob);
  before.leave();
  before.stay();
  expect(offered()).toBeNull();
});

test('C9: a sign-out deletes the note', () => {
  const before = page();
  before.note(bob);
  before.leave();
  forgetRejoin('alice', storage);
  expect(offered()).toBeNull();
});

test.each(['{', 'null', '{"target":{"kind":"people"},"seenAt":0,"left":true}', '{"target":7}'])(
  'C9: an invalid note, %s, offers nothing',
  (text) => {
    stored.set('switchboard.rejoin.alice', text);
    expect(offered()).toBeNull();
  },
);

test('C9: a note whose time is in the future offers nothing', () => {
  stored.set(
    'switchboard.rejoin.alice',
    JSON.stringify({ target: bob, seenAt: Date.now() + 60_000, left: true }),
  );
  expect(offered()).toBeNull();
});

test('C9: a browser that blocks storage offers nothing, and nothing throws', () => {
  const blocked = createRejoin('alice', {
    storage: () => {
      throw new DOMException('blocked', 'SecurityError');
    },
  });
  blocked.note(bob);
  blocked.leave();
  blocked.dismiss();
  expect(blocked.offer.get()).toBeNull();
});
