import * as z from 'zod/mini';
import { readEntries } from '../base/readEntries.ts';
import { createStoredValue } from '../base/storedValue.ts';
import { Target } from '../calling/call/target.ts';

/** The fields of an entry that this build knows. */
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
   * Outgoing calls are `placed` (somebody answered) or `unanswered`; the other values are for incoming calls. `elsewhere`: the user
   * answered in another tab or on another device. `unknown`: nobody answered here, and the SDK did not say why the call ended.
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
  /** The company's number from which or to which an agent's call went; missing for a Teams user's calls. */
  companyNumber: z.exactOptional(z.string()),
  /** Seconds that the caller had waited in the company's queue; missing if unknown. */
  waitedSeconds: z.exactOptional(z.number()),
  note: z.exactOptional(z.string()),
  /** The outcome that the user has chosen from their list in the settings, for example *Call back later*. */
  label: z.exactOptional(z.string()),
});
export type HistoryEntry = z.infer<typeof KnownFields>;

/** What the user adds to an entry. */
type Annotation = Pick<HistoryEntry, 'note' | 'label'>;

/** Adds `target` to a stored entry of version 0.2.0 or older, in which that field is named `placed`. */
const copyPlacedToTarget = (stored: unknown): unknown =>
  stored !== null && typeof stored === 'object' && 'placed' in stored
    ? { target: stored.placed, ...stored }
    : stored;

/** A loose object, which keeps fields that only a newer build knows. */
const Entry = z.pipe(z.transform(copyPlacedToTarget), z.looseObject(KnownFields.shape));

const StoredHistory = z.pipe(
  z.looseObject({
    entries: z.array(z.unknown()),
    /** When the user last looked at the list, in milliseconds since 1970. */
    seenAt: z.number(),
    /** Entries that only a newer build can read. */
    unreadable: z._default(z.array(z.unknown()), []),
  }),
  z.transform((stored) => ({
    ...stored,
    // Replaces `entries` and `unreadable`, because this build may read what an older one could not.
    ...readEntries<HistoryEntry>(Entry, [...stored.entries, ...stored.unreadable]),
  })),
);
type StoredHistory = z.infer<typeof StoredHistory>;
const emptyHistory: StoredHistory = { entries: [], seenAt: 0, unreadable: [] };

/** The longest note, in characters. 500 notes of this length fit into local storage, which holds about 5 million. */
export const maxNoteLength = 2_000;

/** If there are more entries than this, the history removes the oldest ones. */
const maxEntries = 500;

/** The name of the stored value that holds a user's history. @param oid Entra object id of the user */
export const getHistoryKey = (oid: string): string => `history.${oid}`;

/** Adds an entry and sorts, because the entries of parallel calls arrive in any order. Drops the oldest ones above the limit. */
function withEntry(history: StoredHistory, entry: HistoryEntry): StoredHistory {
  const sortedEntries = [entry, ...history.entries].toSorted((first, second) => second.at - first.at);
  return { ...history, entries: sortedEntries.slice(0, maxEntries) };
}

/** Returns the entry with another note or label. An empty text removes it. */
function withAnnotation(entry: HistoryEntry, annotation: Annotation): HistoryEntry {
  const { note, label, ...otherFields } = { ...entry, ...annotation };
  return { ...otherFields, ...(note && { note: note.slice(0, maxNoteLength) }), ...(label && { label }) };
}

/** Creates the call history of a user of this browser. @param oid Entra object id of the user */
export function createHistory(oid: string) {
  const stored = createStoredValue(getHistoryKey(oid), StoredHistory, emptyHistory);
  /** The notes and labels of calls that have no entry yet, by the call's key. */
  const waitingAnnotations = new Map<string, Annotation>();
  return {
    /** Newest first. */
    entries: { subscribe: stored.subscribe, get: () => stored.get().entries },
    /** The number of calls missed since the user last looked at the list. */
    missedCount: {
      subscribe: stored.subscribe,
      get: () => {
        const { entries, seenAt } = stored.get();
        return entries.filter(({ outcome, at }) => outcome === 'missed' && at > seenAt).length;
      },
    },
    /** Adds the entry of a call, unless another tab has added one already. */
    add: (entry: HistoryEntry): void => {
      stored.change((history) =>
        history.entries.some(({ key }) => key === entry.key) ? history : withEntry(history, entry),
      );
    },
    /** Adds or replaces the entry of a call of this tab. @param formerKey its earlier key, if the SDK has changed the id */
    put: (entry: HistoryEntry, formerKey = entry.key): void => {
      const annotation = waitingAnnotations.get(entry.key) ?? {};
      waitingAnnotations.delete(entry.key);
      stored.change((history) => {
        const { entries } = history;
        const isSameCall = ({ key }: HistoryEntry) => key === entry.key || key === formerKey;
        // The new entry keeps the annotation of the earlier entry, and its fields that only a newer build knows.
        const newEntry = { ...entries.find(isSameCall), ...entry };
        const otherEntries = entries.filter((other) => !isSameCall(other));
        return withEntry({ ...history, entries: otherEntries }, withAnnotation(newEntry, annotation));
      });
    },
    /** Changes the note or the label of a call, even if the call has no entry yet. An empty text removes it. */
    annotate: (key: string, annotation: Annotation): void => {
      stored.change((history) => {
        if (!history.entries.some((entry) => entry.key === key))
          waitingAnnotations.set(key, { ...waitingAnnotations.get(key), ...annotation });
        const annotateCall = (entry: HistoryEntry) =>
          entry.key === key ? withAnnotation(entry, annotation) : entry;
        return { ...history, entries: history.entries.map(annotateCall) };
      });
    },
    /** Resets `missedCount` to 0, because the user looks at the list. */
    markSeen: (): void => {
      const seenAt = Date.now();
      stored.change((history) => ({ ...history, seenAt }));
    },
    clear: (): void => stored.set({ ...emptyHistory, seenAt: Date.now() }),
  };
}

export type History = ReturnType<typeof createHistory>;
