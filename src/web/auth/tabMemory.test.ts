import { expect, it } from 'vitest';
import { canRemember, noteSignIn, rememberQuery, signInLeft, takeQuery, takeRedirect } from './tabMemory.ts';

/** `sessionStorage` as far as it is used here. */
function storage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage;
}

it('allows one redirect in 30 s, also after the clock was set', () => {
  const tab = storage();
  const now = Date.parse('2026-01-01T12:00:00Z');
  expect(takeRedirect(tab, now)).toBe(true);
  expect(takeRedirect(tab, now + 29_000)).toBe(false);
  expect(takeRedirect(tab, now - 29_000)).toBe(false);
  expect(takeRedirect(tab, now + 31_000)).toBe(true);
  expect(takeRedirect(tab, now - 7_200_000)).toBe(true);
});

it('returns the stored query once', () => {
  const tab = storage();
  rememberQuery(tab, '?call=8:orgid:x');
  expect([takeQuery(tab), takeQuery(tab)]).toEqual(['?call=8:orgid:x', '']);
});

it('the sign-in of each account ends 24 hours later, and one that this tab has not stored never ends', () => {
  const tab = storage();
  expect(signInLeft(tab, 'a', 0)).toBe(Number.POSITIVE_INFINITY);
  noteSignIn(tab, 'a', 1_000);
  noteSignIn(tab, 'b', 3_600_000);
  expect(signInLeft(tab, 'a', 3_601_000)).toBe(23 * 3_600_000);
});

it('notices blocked storage, whether reading or writing throws', () => {
  expect(canRemember(storage)).toBe(true);
  const denied = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  expect(canRemember(denied)).toBe(false);
  expect(canRemember(() => Object.assign(storage(), { setItem: denied }))).toBe(false);
});
