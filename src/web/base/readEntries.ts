import type * as z from 'zod/mini';
import { storageFault } from './storedValue.ts';

/**
 * Reads the entries of a stored list one by one, so that an entry that cannot be read does not cost the others. An older or a
 * newer build may have stored it, and may be able to read it.
 * @param schema of one entry
 * @returns the entries, and what cannot be read. The list must be stored with both
 */
export function readEntries<Entry>(
  schema: z.ZodMiniType<Entry>,
  stored: readonly unknown[],
): { readonly entries: Entry[]; readonly unreadable: unknown[] } {
  const entries: Entry[] = [];
  const unreadable: unknown[] = [];
  for (const value of stored) {
    const result = schema.safeParse(value);
    if (result.success) entries.push(result.data);
    else unreadable.push(value);
  }
  if (unreadable.length > 0) storageFault.set('unreadable');
  return { entries, unreadable };
}
