import { beforeEach, expect, it, vi } from 'vitest';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import {
  checkStorage,
  claimRedirect,
  readAndDeleteQuery,
  readRemainingSignInMs,
  storeQuery,
  storeSignInTime,
} from './tabMemory.ts';

stubLocalStorage('sessionStorage');
const now = Date.parse('2026-01-01T12:00:00Z');
beforeEach(() => void vi.useFakeTimers({ now, toFake: ['Date'] }));

it('allows one redirect in 30 s, and does not block redirects for long after the clock was set back', () => {
  const claimAt = (offsetSeconds: number) => {
    vi.setSystemTime(now + offsetSeconds * 1000);
    return claimRedirect();
  };
  expect([0, 29, -29, 31, -7_200].map(claimAt)).toEqual([true, false, false, true, true]);
});

it('returns the stored query only once', () => {
  vi.stubGlobal('location', { search: '?call=x' });
  storeQuery();
  expect([readAndDeleteQuery(), readAndDeleteQuery()]).toEqual(['?call=x', '']);
});

it('returns how much of its 24 hours each account’s sign-in has left, and Infinity for an account that is not stored', () => {
  expect(readRemainingSignInMs('a')).toBe(Infinity);
  storeSignInTime('a');
  vi.setSystemTime(now + 3_600_000);
  storeSignInTime('b');
  expect(readRemainingSignInMs('a')).toBe(23 * 3_600_000);
});

it.each([
  ['SecurityError', 'blocked'],
  ['QuotaExceededError', 'full'],
])('finds out from a %s that the storage is %s', (name, state) => {
  expect(checkStorage()).toBe('usable');
  const setItem = () => {
    throw new DOMException('refused', name);
  };
  vi.stubGlobal('sessionStorage', { setItem });
  expect(checkStorage()).toBe(state);
});
