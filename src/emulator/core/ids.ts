import { createHash, randomUUID } from 'node:crypto';

/** Makes the ids of calls, participants and endpoints. The ids can be predictable, so do not use them as secrets. */
export type NewId = () => string;

/** @param seed makes the ids repeatable: the same text makes the same ids in the same order. */
export function createIdGenerator(seed?: string): NewId {
  if (seed === undefined) return randomUUID;
  let count = 0;
  return () => {
    const hex = createHash('sha256').update(`${seed}/${count++}`).digest('hex');
    return formatUuid(hex, '4', '8');
  };
}

/** Formats a hash as a UUID. `version` and `variant` are the hexadecimal digits that stand for these two in a UUID. */
export const formatUuid = (hex: string, version: string, variant: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
