import { expect, test } from 'vitest';
import { uuid } from '../wire/protocol.ts';
import { createIdGenerator } from './ids.ts';

test('id generators with the same random seed make the same ids, and all others make different ids', () => {
  const makeFiveIds = (seed?: string) => Array.from({ length: 5 }, createIdGenerator(seed));
  expect(makeFiveIds('a')).toEqual(makeFiveIds('a'));
  const ids = [...makeFiveIds('a'), ...makeFiveIds('b'), ...makeFiveIds(), ...makeFiveIds()];
  expect(new Set(ids).size).toBe(20);
  for (const id of makeFiveIds('a')) expect(uuid.safeParse(id).success).toBe(true);
});
