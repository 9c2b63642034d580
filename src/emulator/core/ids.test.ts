import { expect, test } from 'vitest';
import { uuid } from '../wire/protocol.ts';
import { createIds } from './ids.ts';

test('the same seed makes the same ids in the same order, each one another; without a seed none comes twice', () => {
  const some = (seed?: string) => Array.from({ length: 5 }, createIds(seed));
  expect(some('a')).toEqual(some('a'));
  expect(new Set([...some('a'), ...some('b'), ...some(), ...some()]).size).toBe(20);
  for (const id of some('a')) expect(uuid.safeParse(id).success).toBe(true);
});
