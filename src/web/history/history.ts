import * as z from 'zod/mini';
import { createStoredValue } from '../base/storedValue.ts';
import type { Readable } from '../base/store.ts';
import type { EndedCall, UnansweredCall } from '../calling/call/snapshot.ts';
import { Target } from '../calling/call/target.ts';

const Entry = z.object({
  /** The SDK's id of the call. Each call has one entry. */
  key: z.string(),
  /** Raw id of the other person; `null` for a meeting or a group call, and if the SDK did not say. */
  other: z.nullable(z.string()),
  /** The display name that the caller sent; `null` for a call that was placed or answered in this browser. */
  name: z.nullable(z.string()),
  /** The target with which the user can rejoin a meeting or a group call; `null` for all other calls. */
  target: z._default(z.nullable(Target), null),
  /**
   * How the call went. `placed`: an outgoing call that was answered. `unanswered`: an outgoing call that was not
   * answered. `elsewhere`: an incoming call that the user answered in another tab or on another device. The other
   * values are about incoming calls, too.
   */
  outcome: z.enum(['placed', 'unanswered', 'answered', 'missed', 'declined', 'elsewhere']),
  /** Whether the user sent video. */
  withVideo: z.boolean(),
  /** When the call began, in milliseconds since 1970. */
  at: z.number(),
  /** Seconds that the call was connected; `null` if it never was. */
  seconds: z.nullable(z.number()),
  /** The SDK's code and subcode of the end, for example `487/10004`; missing if the SDK gave none. */
  code: z.exactOptional(z.string()),
});
/** One call in the history. */
export type HistoryEntry = z.infer<typeof Entry>;

/** Converts a stored entry of version 0.2.0 or older, in which the field `target` is named `placed`. */
const renamePlacedToTarget = (stored: unknown): unknown =>
  stored !== null && typeof stored === 'object' && 'placed' in stored
    ? { target: stored.placed, ...stored }
    : stored;

/** What local storage holds. `seenAt`: when the user last looked at the list, in milliseconds since 1970. */
const StoredHistory = z.object({
  entries: z.array(z.pipe(z.transform(renamePlacedToTarget), Entry)),
  seenAt: z.number(),
});

/** The call history of one user in this browser. */
export interface History {
  /** Newest first. */
  readonly entries: Readable<readonly HistoryEntry[]>;
  /** The number of calls missed since the user last looked at the list. */
  readonly missedCount: Readable<number>;
  /** Adds the entry of a call, unless the list has an entry of that call already. */
  readonly add: (entry: HistoryEntry) => void;
  /**
   * Adds the entry of a call of this tab, or replaces the call's entry.
   * @param formerKey the key of the call's existing entry, if the SDK has changed the call's id since
   */
  readonly put: (entry: HistoryEntry, formerKey?: string) => void;
  /** Resets `missedCount` to 0, because the user looks at the list. */
  readonly markSeen: () => void;
  readonly clear: () => void;
}

/** The largest number of entries. When it is exceeded, the oldest entries are removed. */
const maxEntries = 500;

/** @param oid Entra object id of the user. @returns the name of the stored value that holds the user's history */
export const getHistoryKey = (oid: string): string => `history.${oid}`;

type StoredHistory = z.infer<typeof StoredHistory>;

/**
 * Adds an entry and sorts the list by the time when the calls began, because entries of parallel calls arrive in any
 * order.
 */
function withEntry({ seenAt, entries }: StoredHistory, entry: HistoryEntry): StoredHistory {
  const sortedEntries = [entry, ...entries].toSorted((first, second) => second.at - first.at);
  return { seenAt, entries: sortedEntries.slice(0, maxEntries) };
}

/** @param oid Entra object id of the user. Each user of the browser has a history of their own */
export function createHistory(oid: string): History {
  const stored = createStoredValue(getHistoryKey(oid), StoredHistory, { entries: [], seenAt: 0 });
  return {
    entries: { subscribe: stored.subscribe, get: () => stored.get().entries },
    missedCount: {
      subscribe: stored.subscribe,
      get: () => {
        const { entries, seenAt } = stored.get();
        return entries.filter(({ outcome, at }) => outcome === 'missed' && at > seenAt).length;
      },
    },
    add(entry) {
      // Two tabs may add the same incoming call.
      stored.change((history) =>
        history.entries.some(({ key }) => key === entry.key) ? history : withEntry(history, entry),
      );
    },
    put(entry, formerKey = entry.key) {
      stored.change(({ seenAt, entries }) => {
        const otherEntries = entries.filter(({ key }) => key !== entry.key && key !== formerKey);
        return withEntry({ seenAt, entries: otherEntries }, entry);
      });
    },
    markSeen: () => stored.change((history) => ({ ...history, seenAt: Date.now() })),
    clear: () => stored.set({ entries: [], seenAt: Date.now() }),
  };
}

function outcomeOf(direction: EndedCall['direction'], seconds: number | null): HistoryEntry['outcome'] {
  if (direction === 'Incoming') return 'answered';
  return seconds === null ? 'unanswered' : 'placed';
}

/** Creates the entry of a call that was placed or answered in this tab. */
export const createCallEntry = ({
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
  outcome: outcomeOf(direction, seconds),
  withVideo,
  at: startedAt,
  seconds,
  code,
});

/** Creates the entry of an incoming call that was not accepted in this tab. */
export const createUnansweredEntry = ({
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
