import * as z from 'zod/mini';
import type { StoredValue } from '../base/storedValue.ts';
import type { Merge } from './mergeEntries.ts';
import { getMergeCacheName, type SyncStatus } from './syncStatus.ts';

const Kept = z.object({
  name: z.string(),
  /** The version of the file in OneDrive with which this computer last merged; `null` if there was none. */
  eTag: z.nullable(z.string()),
  /** Whether the file lacks something that this computer has. */
  isUnsent: z.boolean(),
  entries: z.array(
    z.tuple([
      z.string(),
      z.object({
        value: z.unknown(),
        at: z.number(),
        fieldTimes: z.exactOptional(z.record(z.string(), z.number())),
      }),
    ]),
  ),
  views: z.array(z.tuple([z.string(), z.unknown()])),
});

export interface KeptMerge extends Merge {
  readonly eTag: string | null;
  readonly isUnsent: boolean;
}

/** The address under which the browser's cache has the merge. No server has it. */
const address = '/kept-merge.json';

/**
 * Keeps the last merge in the browser's cache, which has more room than local storage. A merge counts only while the status, which
 * is in local storage, has its name: so a sign-out invalidates it at once.
 */
export async function openKeptMerge(oid: string, status: StoredValue<SyncStatus>) {
  const cacheName = getMergeCacheName(oid);
  const storedName = status.get().mergeName;
  const name = storedName || crypto.randomUUID();
  if (!storedName) status.change((current) => ({ ...current, mergeName: name }));
  const isValid = () => status.get().mergeName === name;
  const read = async (): Promise<KeptMerge | null> => {
    try {
      const response = await (await caches.open(cacheName)).match(address);
      const kept = Kept.safeParse(await response?.json()).data;
      return kept?.name === name
        ? { ...kept, entries: new Map(kept.entries), views: new Map(kept.views) }
        : null;
    } catch {
      return null;
    }
  };
  return {
    /** `null` if there is none. */
    merge: await read(),
    /** Whether the user has not signed out meanwhile. */
    isValid,
    /** If this fails, the next merge is like the first one, which removes nothing. */
    async write({ entries, views, ...merge }: KeptMerge): Promise<void> {
      if (!isValid()) return;
      const text = JSON.stringify({ ...merge, name, entries: [...entries], views: [...views] });
      try {
        await (await caches.open(cacheName)).put(address, new Response(text));
      } catch {
        await globalThis.caches?.delete(cacheName).catch(() => {});
      }
      // The lists must not stay after a sign-out.
      if (!isValid()) await globalThis.caches?.delete(cacheName).catch(() => {});
    },
  };
}
