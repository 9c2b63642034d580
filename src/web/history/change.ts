import * as z from 'zod/mini';
import type { HistoryEntry } from './entry.ts';

/** A change of one entry. Tabs store changes and not whole entries, so that each keeps what the other has changed in the entry. */
export const Change = z.object({
  key: z.string(),
  /** The entry's earlier keys, if the SDK has changed the id of the call. */
  formerKeys: z.array(z.string()),
  /** `ifAbsent` only adds an entry, `ifStored` only changes one, and `always` does both. */
  mode: z.enum(['ifAbsent', 'ifStored', 'always']),
  /** The new fields of the entry. The others stay. An empty `note` or `label` removes that field. */
  fields: z.looseObject({}),
});
export type Change = z.infer<typeof Change>;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Changes an entry.
 * @param stored the value that is stored for each of the change's keys, in the order of `listKeys`; `undefined` for none. An entry
 *   of a newer build keeps the fields that only that build knows
 * @returns the entry in its new form; `null` if the change does not apply
 */
export function applyChange({ mode, fields }: Change, stored: readonly unknown[]): object | null {
  const earlier = stored.filter(isObject);
  const hasEarlier = earlier.length > 0;
  if ((mode === 'ifAbsent' && hasEarlier) || (mode === 'ifStored' && !hasEarlier)) return null;
  // The value of the present key comes first in `stored`, so that it must be assigned after those of the former keys.
  const merged: Partial<HistoryEntry> = Object.assign({}, ...earlier.toReversed(), fields);
  const { note, label, ...otherFields } = merged;
  return { ...otherFields, ...(note && { note }), ...(label && { label }) };
}

/** Lists the keys under which the change's entry may be stored, the present one first. */
export const listKeys = ({ key, formerKeys }: Change): readonly string[] => [key, ...formerKeys];

/** Joins two changes of one entry, so that the result does what both do one after the other. */
export const joinChanges = (first: Change, second: Change): Change => ({
  key: second.key,
  formerKeys: [...new Set([...second.formerKeys, ...first.formerKeys])].filter((key) => key !== second.key),
  mode: first.mode === second.mode ? first.mode : 'always',
  fields: { ...first.fields, ...second.fields },
});
