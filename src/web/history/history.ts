import * as z from 'zod/mini';
import { readEntries } from '../base/readEntries.ts';
import { createStoredValue } from '../base/storedValue.ts';
import type { Readable } from '../base/store.ts';
import { Target } from '../calling/call/target.ts';

const KnownFields = z.object({
  /** The SDK's id of the call. Each call has one entry. */
  key: z.string(),
  /** Raw id of the other person; `null` for a meeting or a group call, and if the SDK did not say. */
  other: z.nullable(z.string()),
  /** The other person's name when the call ended: as the directory had it, or else as the caller sent it; `null` if unknown. */
  name: z.nullable(z.string()),
  /** The target with which the user can rejoin a meeting or a group call; `null` for all other calls. */
  target: z._default(z.nullable(Target), null),
  /**
   * Outgoing calls are `placed` (answered) or `unanswered`. All other values are about incoming calls. `elsewhere`: the user has
   * answered in another tab or on another device. `unknown`: nobody has answered here, and the SDK does not say why the call ended.
   */
  outcome: z.enum(['placed', 'unanswered', 'answered', 'missed', 'declined', 'elsewhere', 'unknown']),
  withVideo: z.boolean(),
  /** When the call began, in milliseconds since 1970. */
  at: z.number(),
  /** Seconds that the call was connected; `null` if it never was. */
  seconds: z.nullable(z.number()),
  /** The SDK's code and subcode of the end, for example `487/10004`; missing if the SDK gave none. */
  code: z.exactOptional(z.string()),
  /** The person, queue or auto attendant through which the call came to the user; missing if the caller called directly. */
  via: z.exactOptional(z.object({ rawId: z.string(), name: z.nullable(z.string()) })),
  /** Raw id of the person to whom the user transferred the other person; missing if the user did not. */
  transferredTo: z.exactOptional(z.string()),
  /** Whether the transfer went to the voicemail of `transferredTo`. */
  toVoicemail: z.exactOptional(z.boolean()),
  note: z.exactOptional(z.string()),
  /** What came of the call, as the user chose it from the list in the settings, for example *Call back later*. */
  label: z.exactOptional(z.string()),
});
export type HistoryEntry = z.infer<typeof KnownFields>;

/** What the user adds to an entry. */
export type Annotation = Pick<HistoryEntry, 'note' | 'label'>;

/** Converts a stored entry of version 0.2.0 or older, in which the field `target` is named `placed`. */
const renamePlacedToTarget = (stored: unknown): unknown =>
  stored !== null && typeof stored === 'object' && 'placed' in stored
    ? { target: stored.placed, ...stored }
    : stored;

/** Fields that only a newer build knows stay in the entry. */
const Entry = z.pipe(z.transform(renamePlacedToTarget), z.looseObject(KnownFields.shape));

interface StoredHistory {
  readonly entries: readonly HistoryEntry[];
  /** When the user last looked at the list, in milliseconds since 1970. */
  readonly seenAt: number;
  /** Entries that this build cannot read. */
  readonly unreadable: readonly unknown[];
}

const StoredHistory = z.pipe(
  z.looseObject({
    entries: z.array(z.unknown()),
    seenAt: z.number(),
    unreadable: z._default(z.array(z.unknown()), []),
  }),
  z.transform((stored): StoredHistory => ({
    ...stored,
    ...readEntries(Entry, [...stored.entries, ...stored.unreadable]),
  })),
);
const emptyHistory: StoredHistory = { entries: [], seenAt: 0, unreadable: [] };

export interface History {
  /** Newest first. */
  readonly entries: Readable<readonly HistoryEntry[]>;
  /** The number of calls missed since the user last looked at the list. */
  readonly missedCount: Readable<number>;
  /** Adds the entry of a call, unless the list has an entry of that call already. */
  readonly add: (entry: HistoryEntry) => void;
  /** Adds or replaces the entry of a call of this tab. @param formerKey its earlier key, if the SDK has changed the id */
  readonly put: (entry: HistoryEntry, formerKey?: string) => void;
  /** Changes the note or the label of a call, also of one that has no entry yet. An empty text removes it. */
  readonly annotate: (key: string, annotation: Annotation) => void;
  /** Resets `missedCount` to 0, because the user looks at the list. */
  readonly markSeen: () => void;
  readonly clear: () => void;
}

/** The longest note, in characters. 500 notes of this length fit into local storage, which holds about 5 million. */
export const maxNoteLength = 2_000;

/** The largest number of entries. When it is exceeded, the oldest entries are removed. */
const maxEntries = 500;

/** @param oid Entra object id of the user. @returns the name of the stored value that holds the user's history */
export const getHistoryKey = (oid: string): string => `history.${oid}`;

/** Adds an entry, and sorts the list by the beginning of the calls: entries of parallel calls arrive in any order. */
function withEntry(history: StoredHistory, entry: HistoryEntry): StoredHistory {
  const sortedEntries = [entry, ...history.entries].toSorted((first, second) => second.at - first.at);
  return { ...history, entries: sortedEntries.slice(0, maxEntries) };
}

/** Returns the entry with a changed note or label, without those that are empty. */
function withAnnotation(entry: HistoryEntry, annotation: Annotation): HistoryEntry {
  const { note, label, ...rest } = { ...entry, ...annotation };
  return {
    ...rest,
    ...(note && { note: note.slice(0, maxNoteLength) }),
    ...(label && { label }),
  };
}

/** @param oid Entra object id of the user. Each user of the browser has a history of their own */
export function createHistory(oid: string): History {
  const stored = createStoredValue(getHistoryKey(oid), StoredHistory, emptyHistory);
  /** Maps keys of calls that have no entry to the annotations that wait for the entry. */
  const waitingAnnotations = new Map<string, Annotation>();
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
      stored.change((history) => {
        const { entries } = history;
        const isSameCall = ({ key }: HistoryEntry) => key === entry.key || key === formerKey;
        // The user's annotation, and what a newer build has added.
        const present = entries.find(isSameCall);
        const annotation = waitingAnnotations.get(entry.key);
        waitingAnnotations.delete(entry.key);
        const otherEntries = entries.filter((other) => !isSameCall(other));
        return withEntry(
          { ...history, entries: otherEntries },
          withAnnotation({ ...present, ...entry }, annotation ?? {}),
        );
      });
    },
    annotate(key, annotation) {
      stored.change((history) => {
        if (!history.entries.some((entry) => entry.key === key))
          waitingAnnotations.set(key, { ...waitingAnnotations.get(key), ...annotation });
        const annotate = (entry: HistoryEntry) =>
          entry.key === key ? withAnnotation(entry, annotation) : entry;
        return { ...history, entries: history.entries.map(annotate) };
      });
    },
    markSeen: () => stored.change((history) => ({ ...history, seenAt: Date.now() })),
    clear: () => stored.set({ ...emptyHistory, seenAt: Date.now() }),
  };
}
