import { expect, it } from 'vitest';
import { reuseEqual } from './reuseEqual.ts';

const call = () => ({
  state: 'Connected',
  participants: [
    { id: 'a', streams: [1] },
    { id: 'b', streams: [] },
  ],
});

it('returns the previous object if the next one is equal', () => {
  const before = call();
  expect(reuseEqual(before, call())).toBe(before);
});

it('reuses the objects of participants that did not change', () => {
  const before = call();
  const next = call();
  next.participants[0] = { id: 'a', streams: [1, 2] };
  const result = reuseEqual(before, next);
  expect(result).not.toBe(before);
  expect(result.participants[0]).toEqual({ id: 'a', streams: [1, 2] });
  expect(result.participants[1]).toBe(before.participants[1]);
});

it('drops an item that is missing in the next value, and adds one that is new', () => {
  const before = call();
  expect(reuseEqual(before, { ...call(), participants: [] }).participants).toEqual([]);
  expect(reuseEqual({ ...before, participants: [] }, call())).toEqual(call());
});

it('tells a key with the value undefined from a missing key', () => {
  const before: Record<string, unknown> = { a: 1, b: undefined };
  expect(reuseEqual(before, { a: 1, c: undefined })).toEqual({ a: 1, c: undefined });
  expect(Object.keys(reuseEqual(before, { a: 1, c: undefined }))).toEqual(['a', 'c']);
});

it('freezes what is new', () => {
  expect(Object.isFrozen(reuseEqual(call(), { ...call(), state: 'LocalHold' }))).toBe(true);
});
