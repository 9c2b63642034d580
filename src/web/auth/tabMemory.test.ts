import { expect, it } from 'vitest';
import {
  checkStorage,
  storeSignInTime,
  storeQuery,
  readRemainingSignInMs,
  readAndDeleteQuery,
  claimRedirect,
} from './tabMemory.ts';

/** Simulates `sessionStorage`. */
function createStorage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage;
}

it('allows one redirect in 30 s, and does not block redirects for long after the clock was set back', () => {
  const storage = createStorage();
  const now = Date.parse('2026-01-01T12:00:00Z');
  expect(claimRedirect(storage, now)).toBe(true);
  expect(claimRedirect(storage, now + 29_000)).toBe(false);
  expect(claimRedirect(storage, now - 29_000)).toBe(false);
  expect(claimRedirect(storage, now + 31_000)).toBe(true);
  expect(claimRedirect(storage, now - 7_200_000)).toBe(true);
});

it('returns the stored query only once', () => {
  const storage = createStorage();
  storeQuery(storage, '?call=x');
  expect([readAndDeleteQuery(storage), readAndDeleteQuery(storage)]).toEqual(['?call=x', '']);
});

it('returns how much of its 24 hours each account’s sign-in has left, and Infinity for an account that is not stored', () => {
  const storage = createStorage();
  expect(readRemainingSignInMs(storage, 'a', 0)).toBe(Number.POSITIVE_INFINITY);
  storeSignInTime(storage, 'a', 1_000);
  storeSignInTime(storage, 'b', 3_600_000);
  expect(readRemainingSignInMs(storage, 'a', 3_601_000)).toBe(23 * 3_600_000);
});

it('checkStorage tells a browser that blocks storage from a storage that is full', () => {
  expect(checkStorage(createStorage)).toBe('usable');
  const refuse = (name: string) => () => {
    throw new DOMException('refused', name);
  };
  const storageThat = (setItem: () => never) => () => Object.assign(createStorage(), { setItem });
  expect(checkStorage(refuse('SecurityError'))).toBe('blocked');
  expect(checkStorage(storageThat(refuse('SecurityError')))).toBe('blocked');
  expect(checkStorage(storageThat(refuse('QuotaExceededError')))).toBe('full');
});
