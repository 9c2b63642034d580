import * as z from 'zod/mini';
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

/**
 * A list of which only the readable entries are used. A stored value of this form keeps its whole text aside before it replaces the
 * text.
 * @param schema of one entry
 */
export const listOf = <Entry>(schema: z.ZodMiniType<Entry>) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((stored): readonly Entry[] => readEntries(schema, stored).entries),
  );
