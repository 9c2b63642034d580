import type * as z from 'zod/mini';
import { noteStorageFault } from './storedValue.ts';

/**
 * Reads the entries of a stored list one by one, so that one unreadable entry does not hide the others.
 * @param schema of one entry
 * @returns the entries, and what is unreadable. The caller must store both, because another build may be able to read the latter
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
  if (unreadable.length > 0) noteStorageFault('unreadable');
  return { entries, unreadable };
}
