import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Readable } from '../base/store.ts';
import type { EndedCall, UnansweredCall } from '../calling/call/snapshot.ts';
import { Target } from '../calling/call/target.ts';

const Entry = z.object({
  /** The SDK's id of the call. Each call has one entry. */
  key: z.string(),
  /** Raw id of the other person; `null` for a meeting or a group, and when the SDK did not say. */
  other: z.nullable(z.string()),
  /** The display name that the caller sent; `null` for calls that the user placed. */
  name: z.nullable(z.string()),
  /** The meeting or the group to call back; `other` is `null` then. */
  target: z._default(z.nullable(Target), null),
  outcome: z.enum(['placed', 'unanswered', 'answered', 'missed', 'declined', 'elsewhere']),
  withVideo: z.boolean(),
  /** When the call began, in milliseconds since 1970. */
  at: z.number(),
  /** Seconds that the call was connected; `null` when it never was. */
  seconds: z.nullable(z.number()),
  /** The end code, for example `487/10004`; missing when the SDK gave none. */
  code: z.exactOptional(z.string()),
});
/** One call in the history. */
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
  /** The number of calls missed since the user last looked at the list. */
  readonly missed: Readable<number>;
  /** Adds a call unless the list has it already. */
  readonly add: (entry: HistoryEntry) => void;
  /**
   * Adds a call of this tab, or replaces its entry.
   * @param formerKey the key of the existing entry, if the SDK has given the call another id since
   */
  readonly put: (entry: HistoryEntry, formerKey?: string) => void;
  /** Resets `missed` to 0, because the user looks at the list. */
  readonly markSeen: () => void;
  readonly clear: () => void;
}

/** The list keeps this many entries, the newest. */
const maxEntries = 500;

/** @param account Entra object id of the user. @returns the key of the user's list in local storage */
export const historyKey = (account: string): string => `history.${account}`;

type StoredHistory = z.infer<typeof StoredHistory>;

/** Adds an entry. The list is sorted by the beginning of the calls, because parallel calls end in any order. */
function withEntry({ seenAt, entries }: StoredHistory, entry: HistoryEntry): StoredHistory {
  const sorted = [entry, ...entries].toSorted((one, other) => other.at - one.at);
  return { seenAt, entries: sorted.slice(0, maxEntries) };
}

/** @param account Entra object id of the user: users who share a browser have separate histories */
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
      // Two tabs may add the same incoming call.
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
    markSeen: () => stored.change((now) => ({ ...now, seenAt: Date.now() })),
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

/** The entry of an incoming call that was not accepted in this tab. */
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
