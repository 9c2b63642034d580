import { useMemo } from 'react';
import { useReadable } from '../base/useReadable.ts';
import { isWithheldNumber } from '../calling/call/target.ts';
import type { HistoryEntry } from '../history/entry.ts';
import { useHistory } from '../history/HistoryProvider.tsx';

/** Whether nobody can tell the caller from others: the SDK does not say who it is, or the number is withheld, as many are. */
export const isUnknownCaller = (rawId: string | null): boolean => rawId === null || isWithheldNumber(rawId);

const maxCalls = 3;
const noEntries: readonly HistoryEntry[] = [];

/** Finds the last calls with a person. Stops at the third, because the history may have 10,000 entries. */
function findEarlierCalls(
  entries: readonly HistoryEntry[],
  rawId: string,
  callKey: string | null,
): readonly HistoryEntry[] {
  const found: HistoryEntry[] = [];
  for (const entry of entries) {
    if (entry.other === rawId && entry.key !== callKey) found.push(entry);
    if (found.length === maxCalls) break;
  }
  return found;
}

/**
 * Returns the last three calls with a person, newest first; none for a withheld number, which many callers share.
 * @param callKey the SDK's id of the present call, which is not among them
 */
export function useEarlierCalls(rawId: string | null, callKey: string | null): readonly HistoryEntry[] {
  const entries = useReadable(useHistory().entries);
  return useMemo(
    () => (rawId === null || isUnknownCaller(rawId) ? noEntries : findEarlierCalls(entries, rawId, callKey)),
    [entries, rawId, callKey],
  );
}
