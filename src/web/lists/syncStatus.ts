import * as z from 'zod/mini';
import { createStoredValue, forgetStoredValue, type StoredValue } from '../base/storedValue.ts';

/**
 * Why the lists in OneDrive are not up to date. `refused`: the tenant does not allow it, or the user has no OneDrive. `full`: OneDrive
 * has no room. `hostBlocked`: `config.json` does not name the host from which the file comes. `newer`: only a newer build may change
 * the file. `setAside`: the file could not be read, and has another name now.
 */
const faults = [
  'refused',
  'full',
  'offline',
  'tooLarge',
  'hostBlocked',
  'newer',
  'setAside',
  'unavailable',
] as const;
export type SyncFault = (typeof faults)[number];

const Status = z.looseObject({
  /** Names the merge that this browser keeps (`keptMerge.ts`); empty if there is none that counts. */
  mergeName: z.string(),
  /** Whether the user has cleared the call history since that merge. */
  hasCleared: z.boolean(),
  /** When the lists were last up to date, in milliseconds since 1970; `null` for never. */
  syncedAt: z.nullable(z.number()),
  // oxlint-disable-next-line promise/valid-params -- This `catch` belongs to zod, not to a promise.
  fault: z.catch(z.nullable(z.enum(faults)), null),
});
export type SyncStatus = z.infer<typeof Status>;

const getName = (oid: string) => `oneDrive.${oid}`;
export const getMergeCacheName = (oid: string) => `switchboard.lists.${oid}`;

/** What all tabs know about the lists in OneDrive. @param oid Entra object id of the user */
export const createSyncStatus = (oid: string): StoredValue<SyncStatus> =>
  createStoredValue(getName(oid), Status, { mergeName: '', hasCleared: false, syncedAt: null, fault: null });

/**
 * Forgets the last merge, without which this browser takes no missing record for a removed one. So a sign-out must call this before
 * it deletes the lists.
 */
export function forgetMerge(oid: string, options: { forGood: boolean }): void {
  forgetStoredValue(getName(oid), options);
  // If the browser blocks the cache, there is nothing to delete.
  void globalThis.caches?.delete(getMergeCacheName(oid)).catch(() => {});
}
