import * as z from 'zod/mini';
import type { Entries } from './mergeEntries.ts';
import { isReadable, readKind, type Records } from './records.ts';

const format = 'switchboard-lists';
/** A build refuses files with a higher version than its own. */
const version = 1;

const AnyVersion = z.object({ format: z.literal(format), version: z.number() });
/** When a record was added or removed, and when single fields of it were written later. */
const Times = z.union([z.number(), z.tuple([z.number(), z.record(z.string(), z.number())])]);
const ListsFile = z.object({
  records: z.record(z.string(), z.unknown()),
  /** By the records' ids. A time without a record is that of the record's removal. A file that the user saves has no times. */
  times: z._default(z.record(z.string(), Times), {}),
});
type ListsFile = z.infer<typeof ListsFile>;

/** In bytes. 10,000 calls with notes of 2,000 characters need about 70 million. */
export const maxFileSize = 80_000_000;

/** Why a file cannot be imported. `newer`: only a newer build can read it. */
type FileFault = 'unreadable' | 'newer' | 'tooLarge';

/** @param savedAt for a person who looks into the file */
export const writeListsFile = (records: Records, savedAt: Date, times?: ListsFile['times']): string =>
  JSON.stringify(
    { format, version, savedAt: savedAt.toISOString(), records: Object.fromEntries(records), times },
    null,
    1,
  );

/** Writes the file that several computers share: the records with their times, and the times of removed records. */
export function writeSharedFile(entries: Entries, savedAt: Date): string {
  const records = [...entries].flatMap(([id, { value }]) => (value === null ? [] : [[id, value] as const]));
  const times = [...entries].map(
    ([id, { at, fieldTimes }]) => [id, fieldTimes ? [at, fieldTimes] : at] as const,
  );
  return writeListsFile(new Map(records), savedAt, Object.fromEntries(times) as ListsFile['times']);
}

function parseFile(text: string): { readonly file: ListsFile; readonly isNewer: boolean } | FileFault {
  if (text.length > maxFileSize) return 'tooLarge';
  try {
    const content: unknown = JSON.parse(text);
    const head = AnyVersion.safeParse(content);
    if (!head.success) return 'unreadable';
    const isNewer = head.data.version > version;
    const file = ListsFile.safeParse(content);
    if (!file.success) return isNewer ? 'newer' : 'unreadable';
    // Throws if a value is nested so deeply that the browser could not store it.
    JSON.stringify(file.data);
    return { file: file.data, isNewer };
  } catch {
    return 'unreadable';
  }
}

/** Reads a whole file or nothing of it. Leaves out the kinds of records that only a newer build knows. */
export function readListsFile(text: string): Records | FileFault {
  const parsed = parseFile(text);
  if (typeof parsed === 'string') return parsed;
  if (parsed.isNewer) return 'newer';
  const records = Object.entries(parsed.file.records).filter(([id]) => readKind(id) !== null);
  return records.every(([id, value]) => isReadable(id, value)) ? new Map(records) : 'unreadable';
}

/**
 * Reads the file that several computers share, with what only a newer build can read.
 * @returns `isNewer`: this build may not replace the file, because it would drop what it does not know
 */
export function readSharedFile(
  text: string,
): { readonly entries: Entries; readonly isNewer: boolean } | FileFault {
  const parsed = parseFile(text);
  if (typeof parsed === 'string') return parsed;
  const { records, times } = parsed.file;
  const ids = new Set([...Object.keys(records), ...Object.keys(times)]);
  const entries = [...ids].map((id) => {
    const value = Object.hasOwn(records, id) ? (records[id] ?? null) : null;
    const time = Object.hasOwn(times, id) ? (times[id] ?? 0) : 0;
    const [at, fieldTimes] = typeof time === 'number' ? [time] : time;
    return [id, { value, at, ...(fieldTimes && { fieldTimes }) }] as const;
  });
  return { entries: new Map(entries), isNewer: parsed.isNewer };
}
