import { expect, it } from 'vitest';
import { keep } from './keep.ts';

const call = () => ({
  state: 'Connected',
  participants: [
    { id: 'a', streams: [1] },
    { id: 'b', streams: [] },
  ],
});

it('equal snapshots stay the very same object', () => {
  const before = call();
  expect(keep(before, call())).toBe(before);
});

it('one participant’s change leaves the others’ objects alone', () => {
  const before = call();
  const next = call();
  next.participants[0] = { id: 'a', streams: [1, 2] };
  const kept = keep(before, next);
  expect(kept).not.toBe(before);
  expect(kept.participants[0]).toEqual({ id: 'a', streams: [1, 2] });
  expect(kept.participants[1]).toBe(before.participants[1]);
});

it('a member that left is gone, and one that came is there', () => {
  const before = call();
  expect(keep(before, { ...call(), participants: [] }).participants).toEqual([]);
  expect(keep({ ...before, participants: [] }, call())).toEqual(call());
});

it('a key that is undefined is not the same as a missing key', () => {
  const before: Record<string, unknown> = { a: 1, b: undefined };
  expect(keep(before, { a: 1, c: undefined })).toEqual({ a: 1, c: undefined });
  expect(Object.keys(keep(before, { a: 1, c: undefined }))).toEqual(['a', 'c']);
});

it('what is published cannot be changed', () => {
  expect(Object.isFrozen(keep(call(), { ...call(), state: 'LocalHold' }))).toBe(true);
});
