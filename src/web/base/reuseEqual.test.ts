import { expect, it } from 'vitest';
import { reuseEqual } from './reuseEqual.ts';

const createCall = () => ({
  state: 'Connected',
  participants: [
    { id: 'a', streams: [1] },
    { id: 'b', streams: [] },
  ],
});

it('returns the previous object if the next one is equal, and otherwise reuses its equal parts in a frozen copy', () => {
  const previous = createCall();
  expect(reuseEqual(previous, createCall())).toBe(previous);
  const next = createCall();
  next.participants[0] = { id: 'a', streams: [1, 2] };
  const result = reuseEqual(previous, next);
  expect(result).not.toBe(previous);
  expect(Object.isFrozen(result)).toBe(true);
  expect(result.participants[0]).toEqual({ id: 'a', streams: [1, 2] });
  expect(result.participants[1]).toBe(previous.participants[1]);
});

it('drops an item that is missing in the next value, and adds an item that is new', () => {
  expect([reuseEqual([1, 2], [1]), reuseEqual([1], [1, 2])]).toEqual([[1], [1, 2]]);
});

it('does not treat a key with the value undefined like a missing key', () => {
  const previous: Record<string, unknown> = { a: 1, b: undefined };
  expect(reuseEqual(previous, { a: 1, c: undefined })).toEqual({ a: 1, c: undefined });
  expect(Object.keys(reuseEqual(previous, { a: 1, c: undefined }))).toEqual(['a', 'c']);
});
