import { createHash, randomUUID } from 'node:crypto';

/** Makes the ids of calls, participants and endpoints. The ids can be predictable, so do not use them as secrets. */
export type NewId = () => string;

/**
 * Creates a function that makes one id in the form of a UUID per call.
 * @param seed a text that makes the ids repeatable: the same text makes the same ids in the same order. By default, the
 *   ids are random.
 */
export function createIdGenerator(seed?: string): NewId {
  if (seed === undefined) return randomUUID;
  let count = 0;
  return () => {
    const hex = createHash('sha256').update(`${seed}/${count++}`).digest('hex');
    // The digits 4 and 8 stand where a random UUID has its version and its variant.
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  };
}
