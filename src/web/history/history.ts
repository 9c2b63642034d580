import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Readable } from '../base/store.ts';
import type { EndedCall, UnansweredCall } from '../calling/call/snapshot.ts';
import { Target } from '../calling/call/target.ts';

const Entry = z.object({
  /** The call's own key: one call, one entry. */
  key: z.string(),
  /** Raw id of the other; `null` when the SDK did not say. */
  other: z.nullable(z.string()),
  name: z.nullable(z.string()),
  /** Where to call back, when that is a meeting or several people; then `other` is `null`. */
  target: z._default(z.nullable(Target), null),
  outcome: z.enum(['placed', 'unanswered', 'answered', 'missed', 'declined', 'elsewhere']),
  withVideo: z.boolean(),
  /** When it began, in milliseconds since 1970. */
  at: z.number(),
  /** How long it was connected; `null` when it never was. */
  seconds: z.nullable(z.number()),
  /** How it ended, for example `487/10004`; missing where it was not noted. */
  code: z.exactOptional(z.string()),
});
/** One call of the past. */
export type HistoryEntry = z.infer<typeof Entry>;

/** Renames a field for entries of version 0.2.0 and older, which call the target `placed`. */
const renamePlaced = (stored: unknown): unknown =>
  stored !== null && typeof stored === 'object' && 'placed' in stored
    ? { target: stored.placed, ...stored }
    : stored;

const StoredHistory = z.object({
  entries: z.array(z.pipe(z.transform(renamePlaced), Entry)),
  seenAt: z.number(),
});

export interface History {
  readonly entries: Readable<readonly HistoryEntry[]>;
  /** How many calls were missed since the list was last looked at. */
  readonly missed: Readable<number>;
  /** Adds a call, unless it is in the list already. */
  readonly add: (entry: HistoryEntry) => void;
  /**
   * Adds a call of this tab, or replaces what the list has of it.
   * @param formerKey under which the list has it, when the SDK has given the call another id since
   */
  readonly put: (entry: HistoryEntry, formerKey?: string) => void;
  /** The list has been looked at. */
  readonly see: () => void;
  readonly clear: () => void;
}

/** More than a busy day; older ones make room. */
const longest = 500;

/** @param account Entra object id. @returns the name under which this browser keeps the list */
export const historyKey = (account: string): string => `history.${account}`;

type StoredHistory = z.infer<typeof StoredHistory>;

/** Sorted by their beginning: of two calls at once, the first one often ends last. */
function withEntry({ seenAt, entries }: StoredHistory, entry: HistoryEntry): StoredHistory {
  const sorted = [entry, ...entries].toSorted((one, other) => other.at - one.at);
  return { seenAt, entries: sorted.slice(0, longest) };
}

/** @param account whose calls; two people may share a browser */
export function createHistory(account: string): History {
  const stored = createStoredValue(historyKey(account), StoredHistory, { entries: [], seenAt: 0 });
  return {
    entries: { subscribe: stored.subscribe, get: () => stored.get().entries },
    missed: {
      subscribe: stored.subscribe,
      get: () => {
        const { entries, seenAt } = stored.get();
        return entries.filter(({ outcome, at }) => outcome === 'missed' && at > seenAt).length;
      },
    },
    add(entry) {
      // Two tabs may hear of the same call.
      stored.change((now) =>
        now.entries.some(({ key }) => key === entry.key) ? now : withEntry(now, entry),
      );
    },
    put(entry, formerKey = entry.key) {
      stored.change(({ seenAt, entries }) => {
        const others = entries.filter(({ key }) => key !== entry.key && key !== formerKey);
        return withEntry({ seenAt, entries: others }, entry);
      });
    },
    see: () => stored.change((now) => ({ ...now, seenAt: Date.now() })),
    clear: () => stored.set({ entries: [], seenAt: Date.now() }),
  };
}

/** The entry of a call that was placed or answered in this tab. */
export const entryOfCall = ({
  id,
  other,
  target,
  direction,
  seconds,
  withVideo,
  startedAt,
  code,
}: EndedCall): HistoryEntry => ({
  key: id,
  other: target === null ? other : null,
  target,
  name: null,
  outcome: direction === 'Incoming' ? 'answered' : seconds === null ? 'unanswered' : 'placed',
  withVideo,
  at: startedAt,
  seconds,
  code,
});

/** The entry of a call that rang and was not taken in this tab. */
export const entryOfUnanswered = ({
  id,
  callerId,
  displayName,
  outcome,
  startedAt,
  code,
}: UnansweredCall): HistoryEntry => ({
  key: id,
  other: callerId,
  target: null,
  name: displayName,
  outcome,
  withVideo: false,
  at: startedAt,
  seconds: null,
  ...(code !== undefined && { code }),
});
