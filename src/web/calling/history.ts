import * as z from 'zod/mini';
import { createKept } from '../kept.ts';
import type { Readable } from '../store.ts';
import type { EndedCall } from './snapshot.ts';
import { Target } from './target.ts';

const Entry = z.object({
  /** The call's own key: one call, one entry. */
  key: z.string(),
  /** Raw id of the other; `null` when the SDK did not say. */
  other: z.nullable(z.string()),
  name: z.nullable(z.string()),
  /** Where to call back, when that is a meeting or several people; then `other` is `null`. */
  placed: z._default(z.nullable(Target), null),
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

const Kept = z.object({ entries: z.array(Entry), seenAt: z.number() });

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

type Kept = z.infer<typeof Kept>;

/** Sorted by their beginning: of two calls at once, the first one often ends last. */
function withEntry({ seenAt, entries }: Kept, entry: HistoryEntry): Kept {
  const sorted = [entry, ...entries].toSorted((one, other) => other.at - one.at);
  return { seenAt, entries: sorted.slice(0, longest) };
}

/** @param account whose calls; two people may share a browser */
export function createHistory(account: string): History {
  const kept = createKept(historyKey(account), Kept, { entries: [], seenAt: 0 });
  return {
    entries: { subscribe: kept.subscribe, get: () => kept.get().entries },
    missed: {
      subscribe: kept.subscribe,
      get: () => {
        const { entries, seenAt } = kept.get();
        return entries.filter(({ outcome, at }) => outcome === 'missed' && at > seenAt).length;
      },
    },
    add(entry) {
      // Two tabs may hear of the same call.
      kept.change((now) => (now.entries.some(({ key }) => key === entry.key) ? now : withEntry(now, entry)));
    },
    put(entry, formerKey = entry.key) {
      kept.change(({ seenAt, entries }) => {
        const others = entries.filter(({ key }) => key !== entry.key && key !== formerKey);
        return withEntry({ seenAt, entries: others }, entry);
      });
    },
    see: () => kept.change((now) => ({ ...now, seenAt: Date.now() })),
    clear: () => kept.set({ entries: [], seenAt: Date.now() }),
  };
}

/** A call that was placed or answered here, for the list of the past. */
export const toEntry = ({
  id,
  other,
  placed,
  direction,
  seconds,
  withVideo,
  startedAt,
  code,
}: EndedCall): HistoryEntry => ({
  key: id,
  other: placed === null ? other : null,
  placed,
  name: null,
  outcome: direction === 'Incoming' ? 'answered' : seconds === null ? 'unanswered' : 'placed',
  withVideo,
  at: startedAt,
  seconds,
  code,
});
