import { createHash, randomUUID } from 'node:crypto';

/** Makes ids of calls, participants and endpoints. They may be predictable, so they must not serve as secrets. */
export type NewId = () => string;

/** @param seed the same random seed makes the same ids in the same order; random ids when left out. */
export function createIds(seed?: string): NewId {
  if (seed === undefined) return randomUUID;
  let count = 0;
  return () => {
    const hex = createHash('sha256').update(`${seed}/${count++}`).digest('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  };
}
