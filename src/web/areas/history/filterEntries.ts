import { toDisplayId } from '../../people/displayId.ts';
import type { HistoryEntry } from '../../history/history.ts';
import { findOutcome } from './outcome.ts';

/** The filters of the list, in the order of their buttons. */
export const filters = ['all', 'missed', 'incoming', 'outgoing', 'withNote'] as const;
export type Filter = (typeof filters)[number];

const tests: Readonly<Record<Filter, (entry: HistoryEntry) => boolean>> = {
  all: () => true,
  // A call whose end the SDK does not explain may have been missed.
  missed: ({ outcome }) => outcome === 'missed' || outcome === 'unknown',
  incoming: (entry) => findOutcome(entry).isIncoming,
  outgoing: (entry) => !findOutcome(entry).isIncoming,
  withNote: ({ note, label }) => note !== undefined || label !== undefined,
};

/** Removes capital letters and accents, so that `jose` finds `José`. */
const simplify = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Accepts a text that may be a part of a phone number, however its digits are grouped. */
const numberPattern = /^[\d\s()+./-]+$/;

/** Selects the entries that a filter and a search leave. @param options.query is compared with names, numbers, notes and labels */
export function filterEntries(
  entries: readonly HistoryEntry[],
  { filter, query, readName }: { filter: Filter; query: string; readName: (entry: HistoryEntry) => string },
): readonly HistoryEntry[] {
  const filtered = entries.filter(tests[filter]);
  const words = simplify(query.trim());
  if (words === '') return filtered;
  const queryDigits = numberPattern.test(words) ? digitsOf(words) : '';
  return filtered.filter((entry) => {
    const { other, note = '', label = '' } = entry;
    const number = other?.startsWith('4:') ? toDisplayId(other) : '';
    if (queryDigits !== '' && digitsOf(number).includes(queryDigits)) return true;
    return [readName(entry), number, note, label].some((text) => simplify(text).includes(words));
  });
}
