import { expect, test } from 'vitest';
import { uuid } from '../wire/protocol.ts';
import { createIds } from './ids.ts';

test('generates different ids, the same ones for the same random seed, and never repeats one without a seed', () => {
  const some = (seed?: string) => Array.from({ length: 5 }, createIds(seed));
  expect(some('a')).toEqual(some('a'));
  expect(new Set([...some('a'), ...some('b'), ...some(), ...some()]).size).toBe(20);
  for (const id of some('a')) expect(uuid.safeParse(id).success).toBe(true);
});
