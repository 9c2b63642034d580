import type { CDPSession, Page } from 'playwright';
import type { Person } from './person.ts';
import type { SoakRecord } from './record.ts';

/** The largest number of history entries that the app stores. */
const maxEntries = 500;

/** Runs in a page of the app's origin: reads everything that the app has stored for the user. */
const readStored = (): string =>
  Object.entries(localStorage)
    .filter(([key]) => key.startsWith('switchboard.kept.'))
    .map(([, text]) => text)
    .join('\n');

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
  /** The page through which the ledger reads the storage; absent until it is opened. */
  open?: StoragePage;
  /** Texts that the storage must contain. */
  readonly expected: Set<string>;
  /** The raw ids of favourites. */
  readonly favourites: Set<string>;
}

/** Knows what must be in the storage of each person, and checks that it is there. */
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

  /** Opens the page through which the ledger reads the storage. It shows a text file of the app's origin, and runs no app. */
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
    const keys = [...stored.matchAll(/"key":"[^"]+"/g)].map(([key]) => key);
    // The app removes the oldest entries of a longer list.
    if (keys.length >= maxEntries - 50) return;
    for (const key of keys) this.expect(person, key);
  }

  private getAccount(person: Person): Account {
    const account = this.accounts.get(person) ?? { expected: new Set(), favourites: new Set() };
    this.accounts.set(person, account);
    return account;
  }
}
