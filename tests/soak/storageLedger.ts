import type { CDPSession, Page } from 'playwright';
import { readStored } from '../support/app/readStored.ts';
import type { Person } from './person.ts';
import type { SoakRecord } from './record.ts';

/** The largest number of history entries that the app stores. */
const maxEntries = 10_000;

/**
 * Runs in a page of the app's origin: adds records of a newer build to the database of the call history: an entry with a field that
 * this build does not know, and one that it cannot read.
 */
async function addNewerRecords({ oid, word, at }: Pick<NewerData, 'oid' | 'word' | 'at'>): Promise<void> {
  const name = `switchboard.history.${oid}`;
  const databases = await indexedDB.databases();
  // Opening a database that does not exist would create one without the app's object store.
  if (!databases.some((database) => database.name === name)) return;
  const known = { other: null, name: word, outcome: 'placed', withVideo: false, seconds: 5, target: null };
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.addEventListener('error', () => reject(opening.error ?? new Error('It did not open.')));
    opening.addEventListener('success', () => {
      const transaction = opening.result.transaction('entries', 'readwrite');
      const store = transaction.objectStore('entries');
      const key = `record-${word}`;
      store.put({ ...known, key, at, newerField: `record-field-${word}` }, key);
      store.put({ form: 99, at, callOfNewerBuild: `unreadable-record-${word}` }, `unreadable-${key}`);
      transaction.addEventListener('complete', () => {
        opening.result.close();
        resolve();
      });
    });
  });
}

/** What a newer build writes into the stored lists. */
interface NewerData {
  readonly oid: string;
  /** An id, which the names of the written data contain. */
  readonly word: string;
  readonly at: number;
  /** Whether the newer build writes the favourites in a form that this build cannot read at all. */
  readonly hasNewForm: boolean;
}

/**
 * Runs in a page of the app's origin: writes as a newer build would, with fields that this build does not know, entries that it
 * cannot read, and versions.
 * @returns whether it has written a group of favourites
 */
function writeAsNewerBuild({ oid, word, at, hasNewForm }: NewerData): { hasGroups: boolean } {
  const prefix = 'switchboard.kept.';
  const read = <T>(name: string, initial: T): T =>
    JSON.parse(localStorage.getItem(`${prefix}${name}.${oid}`) ?? JSON.stringify(initial)) as T;
  const write = (name: string, value: unknown) =>
    localStorage.setItem(`${prefix}${name}.${oid}`, JSON.stringify(value));
  const history = read<{ entries: object[]; seenAt: number }>('history', { entries: [], seenAt: 0 });
  const known = { other: null, name: word, outcome: 'placed', withVideo: false, seconds: 5, target: null };
  write('history', {
    ...history,
    entries: [
      { ...known, key: `known-${word}`, at, newerField: `field-${word}` },
      { form: 99, callOfNewerBuild: `unreadable-${word}` },
      ...history.entries,
    ],
    version: 99,
    newerList: `top-${word}`,
  });
  write('settings', { ...read('settings', {}), version: 99, newerSetting: `setting-${word}` });
  const groups = read<unknown>('favourites', []);
  if (hasNewForm) write('favourites', { version: 99, board: [`board-${word}`, groups] });
  // The app may not have replaced favourites of the new form yet.
  if (hasNewForm || !Array.isArray(groups)) return { hasGroups: false };
  write('favourites', [
    ...(groups.length > 0 ? (groups as object[]) : [{ id: '', name: '', isCollapsed: false, people: [] }]),
    {
      id: `group-${word}`,
      name: word.slice(0, 60),
      isCollapsed: false,
      newerField: `group-field-${word}`,
      people: [
        {
          id: `4:+1425555${word.replaceAll(/\D/g, '').padStart(4, '0')}`,
          name: word,
          newerField: `person-field-${word}`,
        },
        { form: 99, personOfNewerBuild: `unreadable-person-${word}` },
      ],
    },
  ]);
  return { hasGroups: true };
}

/** More entries than the list of recent calls has rows. */
const warmUpEntries = 60;

/** Runs in a page of the app's origin: stores calls with telephones, as the app does, from one hour ago on. */
function storeCalls({ oid, count, now }: { oid: string; count: number; now: number }): void {
  const entries = Array.from({ length: count }, (_, index) => ({
    key: `warm-up-${index}`,
    other: `4:+1425555${String(1_000 + index)}`,
    target: null,
    name: null,
    outcome: 'placed',
    withVideo: false,
    at: now - 3_600_000 - index * 60_000,
    seconds: 5,
  }));
  localStorage.setItem(`switchboard.kept.history.${oid}`, JSON.stringify({ entries, seenAt: 0 }));
}

/** A page of the app's origin without the app, and protocol access to it. */
interface StoragePage {
  readonly page: Page;
  readonly cdp: CDPSession;
}

/** What the ledger knows of one person. */
interface Account {
  /** The page through which the ledger reads and writes; absent until it is opened. */
  open?: StoragePage;
  /** Texts that the storage must contain. */
  readonly expected: Set<string>;
  /** The raw ids of favourites. */
  readonly favourites: Set<string>;
  newerWriteCount: number;
}

/**
 * Knows what must be in the storage of each person, and checks that it is there. It reads and writes through a page of its own
 * at the app's origin, like a tab in which another build runs.
 */
export class StorageLedger {
  private readonly record: SoakRecord;
  private readonly url: string;
  private readonly accounts = new Map<Person, Account>();
  private wordCount = 0;

  constructor(url: string, record: SoakRecord) {
    this.url = url;
    this.record = record;
  }

  createWord(kind: string): string {
    this.wordCount += 1;
    return `${kind}-${this.wordCount}-of-the-walk`;
  }

  /** Expects a text in the person's storage from now on. */
  expect(person: Person, text: string): void {
    this.getAccount(person).expected.add(text);
  }

  setFavourite(person: Person, rawId: string, isFavourite: boolean): void {
    const { favourites } = this.getAccount(person);
    if (isFavourite) favourites.add(rawId);
    else favourites.delete(rawId);
  }

  /** Opens the page through which this ledger reads and writes. It shows a text file of the app's origin, and runs no app. */
  async open(person: Person): Promise<StoragePage> {
    const account = this.getAccount(person);
    if (account.open) return account.open;
    const page = await person.context.newPage();
    await page.goto(`${this.url}/version.json`);
    account.open = { page, cdp: await person.context.newCDPSession(page) };
    return account.open;
  }

  async fillHistory(person: Person): Promise<void> {
    const { page } = await this.open(person);
    await page.evaluate(storeCalls, { oid: person.id, count: warmUpEntries, now: Date.now() });
  }

  async writeAsNewerBuild(person: Person): Promise<void> {
    const { page } = await this.open(person);
    const word = this.createWord('newer');
    // The second time, because the favourites of the first time must survive this, too.
    const account = this.getAccount(person);
    account.newerWriteCount += 1;
    const hasNewForm = account.newerWriteCount === 2;
    const { hasGroups } = await page.evaluate(writeAsNewerBuild, {
      oid: person.id,
      word,
      at: Date.now(),
      hasNewForm,
    });
    await page.evaluate(addNewerRecords, { oid: person.id, word, at: Date.now() });
    const words = ['known', 'field', 'unreadable', 'top', 'setting'];
    words.push('record', 'record-field', 'unreadable-record');
    if (hasNewForm) words.push('board');
    if (hasGroups) words.push('group', 'group-field', 'person-field', 'unreadable-person');
    // A later writing replaces these two.
    for (const expected of account.expected)
      if (/^"(top|setting)-/.test(expected)) account.expected.delete(expected);
    for (const name of words) this.expect(person, `"${name}-${word}"`);
  }

  /**
   * Reports what is missing in the person's storage, and expects everything that is there now the next time, too. The person
   * must not be in a call, because the key of a call's entry may change until the call ends.
   */
  async check(person: Person): Promise<void> {
    const { page } = await this.open(person);
    const stored = await page.evaluate(readStored);
    const { expected, favourites } = this.getAccount(person);
    for (const text of expected) {
      if (stored.includes(text)) continue;
      expected.delete(text);
      this.record.reportBroken(`${person.name}: ${text} was stored, and is lost`);
    }
    for (const rawId of favourites) {
      if (stored.includes(`{"id":"${rawId}"`)) continue;
      favourites.delete(rawId);
      this.record.reportBroken(`${person.name}: the favourite ${rawId} is lost`);
    }
    // The keys of the journal's records are those of the entries.
    const keys = [...stored.matchAll(/"key":"[^"]+"/g)].map(([key]) => key);
    // The app removes the oldest entries of a longer list.
    if (keys.length >= maxEntries - 50) return;
    for (const key of keys) this.expect(person, key);
  }

  private getAccount(person: Person): Account {
    const account = this.accounts.get(person) ?? {
      expected: new Set(),
      favourites: new Set(),
      newerWriteCount: 0,
    };
    this.accounts.set(person, account);
    return account;
  }
}
