import { expect, it } from 'vitest';
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

it('allows one redirect in 30 s, and does not block redirects for long after the clock was set back', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  const claim = (offsetSeconds: number) => claimRedirect(sessionStorage, now + offsetSeconds * 1000);
  expect([0, 29, -29, 31, -7_200].map(claim)).toEqual([true, false, false, true, true]);
});

it('returns the stored query only once', () => {
  storeQuery(sessionStorage, '?call=x');
  expect([readAndDeleteQuery(sessionStorage), readAndDeleteQuery(sessionStorage)]).toEqual(['?call=x', '']);
});

it('returns how much of its 24 hours each account’s sign-in has left, and Infinity for an account that is not stored', () => {
  expect(readRemainingSignInMs(sessionStorage, 'a', 0)).toBe(Number.POSITIVE_INFINITY);
  storeSignInTime(sessionStorage, 'a', 1_000);
  storeSignInTime(sessionStorage, 'b', 3_600_000);
  expect(readRemainingSignInMs(sessionStorage, 'a', 3_601_000)).toBe(23 * 3_600_000);
});

it('checkStorage tells a browser that blocks storage from a storage that is full', () => {
  expect(checkStorage(() => sessionStorage)).toBe('usable');
  const refuse = (name: string) => () => {
    throw new DOMException('refused', name);
  };
  const storageThat = (setItem: () => never) => () => ({ setItem }) as unknown as Storage;
  expect(checkStorage(refuse('SecurityError'))).toBe('blocked');
  expect(checkStorage(storageThat(refuse('SecurityError')))).toBe('blocked');
  expect(checkStorage(storageThat(refuse('QuotaExceededError')))).toBe('full');
});
