import * as z from 'zod/mini';
import { isReadable, readKind, type Records } from './records.ts';

const format = 'switchboard-lists';
/** A build refuses files with a higher version than its own. */
const version = 1;

const AnyVersion = z.object({ format: z.literal(format), version: z.number() });
const ListsFile = z.object({ records: z.record(z.string(), z.unknown()) });

/** In bytes. 10,000 calls with notes of 2,000 characters need about 70 million. */
export const maxFileSize = 80_000_000;

/** Why a file cannot be imported. `newer`: only a newer build can read it. */
type FileFault = 'unreadable' | 'newer' | 'tooLarge';

/** @param savedAt for a person who looks into the file */
export const writeListsFile = (records: Records, savedAt: Date): string =>
  JSON.stringify(
    { format, version, savedAt: savedAt.toISOString(), records: Object.fromEntries(records) },
    null,
    1,
  );

/** Reads a whole file or nothing of it. Leaves out the kinds of records that only a newer build knows. */
export function readListsFile(text: string): Records | FileFault {
  if (text.length > maxFileSize) return 'tooLarge';
  try {
    const content: unknown = JSON.parse(text);
    const head = AnyVersion.safeParse(content);
    if (!head.success) return 'unreadable';
    if (head.data.version > version) return 'newer';
    const file = ListsFile.parse(content);
    const records = Object.entries(file.records).filter(([id]) => readKind(id) !== null);
    if (!records.every(([id, value]) => isReadable(id, value))) return 'unreadable';
    // Throws if a value is nested so deeply that the browser could not store it.
    JSON.stringify(records);
    return new Map(records);
  } catch {
    return 'unreadable';
  }
}
