import { beforeEach, expect, it, vi } from 'vitest';
import { storageFaults } from '../base/storedValue.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import type { Change } from './change.ts';
import { createHistoryDatabase } from './database.ts';
import { createHistory, forgetHistory, type History } from './history.ts';

beforeEach(() => storageFaults.set([]));

const createOid = () => crypto.randomUUID();
const readKeys = (history: History) => history.entries.get().map(({ key }) => key);
const waitUntilLoaded = (history: History) =>
  expect.poll(() => history.isLoading.get(), { interval: 5 }).toBe(false);
/** Creates the history that another page of this browser has. */
async function openPage(oid: string): Promise<History> {
  const history = createHistory(oid);
  await waitUntilLoaded(history);
  return history;
}
const listJournal = () => Object.keys(localStorage).filter((key) => key.includes('historyChange'));
const waitUntilStored = () => expect.poll(listJournal, { interval: 5 }).toEqual([]);

/** Reads what the database has under a key, or writes it, as another build would. */
async function openStore(oid: string, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  // Creates the database if there is none.
  await createHistoryDatabase(oid, () => {}).read([]);
  const request = indexedDB.open(`switchboard.history.${oid}`);
  await new Promise((resolve) => request.addEventListener('success', resolve));
  return request.result.transaction('entries', mode).objectStore('entries');
}
async function readStored(oid: string): Promise<unknown[]> {
  const request = (await openStore(oid, 'readonly')).getAll();
  await new Promise((resolve) => request.addEventListener('success', resolve));
  return request.result;
}
async function writeStored(oid: string, records: readonly { key: string }[]): Promise<void> {
  const store = await openStore(oid, 'readwrite');
  for (const record of records) store.put(record, record.key);
  await new Promise((resolve) => store.transaction.addEventListener('complete', resolve));
}

const getOlderKey = (oid: string) => `switchboard.kept.history.${oid}`;
const writeAsOlderBuild = (oid: string, entries: readonly unknown[], others: object = {}) => {
  const newValue = JSON.stringify({ entries, seenAt: 0, ...others });
  localStorage.setItem(getOlderKey(oid), newValue);
  dispatchEvent(new StorageEvent('storage', { key: getOlderKey(oid), newValue }));
};

const blockDatabase = () =>
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
const fillLocalStorage = () =>
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });

it('stores each entry in the database, from which the next page reads them, the newest first', async () => {
  const oid = createOid();
  const history = createHistory(oid);
  // Both changes come before the history has read the database.
  history.put(createTestEntry({ key: 'old', at: 1 }));
  history.put(createTestEntry({ key: 'new', at: 2 }));
  expect(history.isLoading.get()).toBe(true);
  await waitUntilStored();
  expect(await readStored(oid)).toHaveLength(2);
  expect(readKeys(await openPage(oid))).toEqual(['new', 'old']);
  await waitUntilLoaded(history);
  expect(readKeys(history)).toEqual(['new', 'old']);
});

it('makes many changes at once and removes entries, also for the next page', async () => {
  const oid = createOid();
  const history = await openPage(oid);
  history.put(createTestEntry({ key: 'noted', note: 'Old', label: 'Sale' }));
  const toChange = (fields: { key: string; note?: string; label?: string; newer?: number }): Change => ({
    key: fields.key,
    formerKeys: [],
    mode: 'always',
    fields: { ...createTestEntry(), ...fields },
  });
  await history.changeMany([
    toChange({ key: 'noted', note: 'New', label: '' }),
    toChange({ key: 'added', newer: 1 }),
    toChange({ key: 'removed' }),
  ]);
  await history.remove(['removed']);
  for (const page of [history, await openPage(oid)])
    expect(page.entries.get().toSorted((first, second) => first.key.localeCompare(second.key))).toEqual([
      { ...createTestEntry({ key: 'added' }), newer: 1 },
      createTestEntry({ key: 'noted', note: 'New' }),
    ]);
});

it('C23: a page that is closed before the database has a change leaves the change to the next page', async () => {
  const oid = createOid();
  const neverOpened = vi
    .spyOn(indexedDB, 'open')
    .mockImplementation(() => new EventTarget() as IDBOpenDBRequest);
  createHistory(oid).put(createTestEntry({ key: 'one', seconds: 65 }));
  neverOpened.mockRestore();
  const nextPage = createHistory(oid);
  expect(nextPage.entries.get()).toMatchObject([{ key: 'one', seconds: 65 }]);
  await waitUntilStored();
  expect(await readStored(oid)).toMatchObject([{ key: 'one', seconds: 65 }]);
});

it('tabs that change the same entry at the same moment keep both changes, and see those of the other', async () => {
  const oid = createOid();
  const [first, second] = [await openPage(oid), await openPage(oid)];
  first.put(createTestEntry({ key: 'one' }));
  await expect.poll(() => readKeys(second), { interval: 5 }).toEqual(['one']);
  first.annotate('one', { note: 'Wants an offer' });
  second.put(createTestEntry({ key: 'one', outcome: 'answered', seconds: 5 }));
  const both = [{ key: 'one', note: 'Wants an offer', outcome: 'answered', seconds: 5 }];
  for (const tab of [first, second])
    await expect.poll(() => tab.entries.get(), { interval: 5 }).toMatchObject(both);
  expect(await readStored(oid)).toMatchObject(both);
});

it('adds no entry for a call for which another tab has just added one', async () => {
  const oid = createOid();
  const [first, second] = [await openPage(oid), await openPage(oid)];
  first.put(createTestEntry({ key: 'one', outcome: 'answered' }));
  second.add(createTestEntry({ key: 'one', outcome: 'elsewhere' }));
  await expect.poll(() => second.entries.get(), { interval: 5 }).toMatchObject([{ outcome: 'answered' }]);
});

it('stores an entry under its new key when the call changes its id, and keeps the note', async () => {
  const oid = createOid();
  const [tab, otherTab] = [await openPage(oid), await openPage(oid)];
  tab.put(createTestEntry({ key: 'first id' }));
  tab.annotate('first id', { note: 'Wants an offer' });
  await expect
    .poll(() => otherTab.entries.get(), { interval: 5 })
    .toMatchObject([{ note: 'Wants an offer' }]);
  tab.put(createTestEntry({ key: 'second id' }), 'first id');
  await expect.poll(() => readKeys(otherTab), { interval: 5 }).toEqual(['second id']);
  await waitUntilStored();
  expect(await readStored(oid)).toMatchObject([{ key: 'second id', note: 'Wants an offer' }]);
});

it('takes over the entries of an older build, and leaves what only a newer build can read', async () => {
  const oid = createOid();
  const unreadable = { form: 99 };
  const entries = [createTestEntry({ key: 'old', at: 1, note: 'Call Ada' }), unreadable];
  localStorage.setItem(getOlderKey(oid), JSON.stringify({ entries, seenAt: 7, newerList: ['kept'] }));
  const history = createHistory(oid);
  // The page shows them at once.
  expect(readKeys(history)).toEqual(['old']);
  await waitUntilLoaded(history);
  expect(await readStored(oid)).toMatchObject([{ key: 'old', note: 'Call Ada' }]);
  expect(JSON.parse(localStorage.getItem(getOlderKey(oid)) ?? '')).toEqual({
    entries: [],
    seenAt: 7,
    unreadable: [unreadable],
    newerList: ['kept'],
  });
  expect(storageFaults.get()).toEqual(['unreadable']);
});

it('shows the calls of a tab with an older build at once, and soon moves them into the database', async () => {
  const oid = createOid();
  const history = await openPage(oid);
  history.put(createTestEntry({ key: 'new', at: 2 }));
  writeAsOlderBuild(oid, [createTestEntry({ key: 'old', at: 1 })]);
  expect(readKeys(history)).toEqual(['new', 'old']);
  await expect.poll(() => readStored(oid)).toHaveLength(2);
  await expect.poll(() => localStorage.getItem(getOlderKey(oid))).toContain('"entries":[]');
});

it('B7: keeps entries that it cannot read, and fields of a newer build, and shows the other entries', async () => {
  const oid = createOid();
  const parked = { ...createTestEntry({ key: 'parked' }), outcome: 'parked' };
  const newer = { ...createTestEntry({ key: 'newer' }), priority: 'high' };
  await writeStored(oid, [parked, newer]);
  const history = await openPage(oid);
  expect(readKeys(history)).toEqual(['newer']);
  expect(storageFaults.get()).toEqual(['unreadable']);
  history.annotate('newer', { note: 'Call Ada' });
  await waitUntilStored();
  expect(await readStored(oid)).toEqual([{ ...newer, note: 'Call Ada' }, parked]);
});

it('keeps the 10,000 latest entries, and reads them in short tasks', async () => {
  const oid = createOid();
  const count = 10_003;
  await writeStored(
    oid,
    // 600 calls begin at the same moment, more than the history reads at once.
    Array.from({ length: count }, (_, index) =>
      createTestEntry({ key: String(index), at: Math.max(600, index) }),
    ),
  );
  const history = await openPage(oid);
  expect(history.entries.get()).toHaveLength(10_000);
  expect(readKeys(history)[0]).toBe(String(count - 1));
  await expect.poll(async () => (await readStored(oid)).length).toBe(10_000);
});

it('works without the database, says so, and keeps the calls for the next page', async () => {
  const oid = createOid();
  const blocked = blockDatabase();
  const history = await openPage(oid);
  const triesBefore = blocked.mock.calls.length;
  history.put(createTestEntry({ key: 'one' }));
  expect(readKeys(history)).toEqual(['one']);
  await expect.poll(() => blocked.mock.calls.length, { interval: 5 }).toBeGreaterThan(triesBefore);
  await new Promise((resolve) => setTimeout(resolve));
  // The change is in the journal, so nothing is lost.
  expect(storageFaults.get()).toEqual(['unreadable']);
  blocked.mockRestore();
  expect(readKeys(await openPage(oid))).toEqual(['one']);
});

it('B7: says that a change could not be stored, keeps it on the page, and stores it with the next change', async () => {
  const oid = createOid();
  const history = await openPage(oid);
  const faults = [
    fillLocalStorage(),
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    }),
  ];
  history.put(createTestEntry({ key: 'one', at: 1 }));
  await expect.poll(storageFaults.get, { interval: 5 }).toEqual(['notStored']);
  expect(readKeys(history)).toEqual(['one']);
  for (const fault of faults) fault.mockRestore();
  history.put(createTestEntry({ key: 'two', at: 2 }));
  await expect.poll(async () => (await readStored(oid)).length).toBe(2);
  await expect.poll(storageFaults.get, { interval: 5 }).toEqual([]);
});

it('a full local storage alone is no fault', async () => {
  const oid = createOid();
  const history = await openPage(oid);
  fillLocalStorage();
  history.put(createTestEntry({ key: 'one' }));
  await expect.poll(async () => (await readStored(oid)).length).toBe(1);
  expect(storageFaults.get()).toEqual([]);
});

it('keeps a newer change that another tab writes into its journal while this tab stores the earlier one', async () => {
  const oid = createOid();
  const record = `switchboard.kept.historyChange.${oid}.${crypto.randomUUID()}.one`;
  const writeRecord = (note: string) => {
    const fields = createTestEntry({ key: 'one', note });
    localStorage.setItem(record, JSON.stringify({ key: 'one', formerKeys: [], mode: 'always', fields }));
  };
  writeRecord('earlier');
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  put.mockImplementation(function (this: IDBObjectStore, ...args) {
    writeRecord('newer');
    put.mockRestore();
    return this.put(...args);
  });
  await openPage(oid);
  expect(await readStored(oid)).toMatchObject([{ note: 'earlier' }]);
  // The other tab is closed before it can store its change.
  expect((await openPage(oid)).entries.get()).toMatchObject([{ note: 'newer' }]);
});

it('clears the list in every tab, also while a tab reads it', async () => {
  const oid = createOid();
  const entries = Array.from({ length: 600 }, (_, index) =>
    createTestEntry({ key: String(index), at: index }),
  );
  await writeStored(oid, entries);
  const tab = await openPage(oid);
  const loadingTab = createHistory(oid);
  await expect.poll(() => loadingTab.entries.get().length, { interval: 1 }).toBeGreaterThan(0);
  tab.clear();
  expect(tab.entries.get()).toEqual([]);
  await expect.poll(() => loadingTab.entries.get(), { interval: 5 }).toEqual([]);
  await waitUntilLoaded(loadingTab);
  expect(loadingTab.entries.get()).toEqual([]);
  expect(await readStored(oid)).toEqual([]);
});

it('S14: a sign-out deletes everything in every tab, and later calls of the page are not stored', async () => {
  const oid = createOid();
  const [tab, otherTab] = [await openPage(oid), await openPage(oid)];
  tab.put(createTestEntry({ key: 'one' }));
  await expect.poll(() => readKeys(otherTab), { interval: 5 }).toEqual(['one']);
  // The registry knows the newer of the two.
  await forgetHistory(oid, { forGood: true });
  for (const each of [tab, otherTab])
    await expect.poll(() => each.entries.get(), { interval: 5 }).toEqual([]);
  otherTab.put(createTestEntry({ key: 'late' }));
  expect(readKeys(otherTab)).toEqual(['late']);
  expect(await readStored(oid)).toEqual([]);
  expect(JSON.stringify(localStorage)).not.toContain(oid);
});
