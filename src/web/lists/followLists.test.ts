import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Store } from '../base/store.ts';
import { createComputer, createFolder, stubCaches } from '../fixtures/listsComputer.ts';
import { stubLocalStorage } from '../fixtures/localStorageStub.ts';
import { createTestEntry } from '../fixtures/testEntry.ts';
import { followLists } from './followLists.ts';
import type { SyncFault } from './syncStatus.ts';

stubLocalStorage();
const minuteMs = 60_000;
let page: EventTarget;
beforeEach(() => {
  stubCaches();
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  // Node has no page, and no locks that tabs share.
  page = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('navigator', {});
});
const waitMs = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Follows the lists of a computer that has one favourite. */
async function follow({ isOn = true } = {}) {
  const folder = createFolder();
  const computer = createComputer(folder);
  await computer.change({ 'favourite:a': { name: 'Ann', group: '', position: 0 } });
  const { settings, history } = computer.lists;
  settings.set({ ...settings.get(), keepsInOneDrive: isOn });
  /** Why OneDrive takes nothing; `null` if it does. */
  const oneDrive = { fault: null as SyncFault | null, isAllowed: true };
  let readCount = 0;
  const { read } = folder.access;
  const access = {
    ...folder.access,
    read: async (eTag: string | null) => {
      readCount += 1;
      return oneDrive.fault ?? read(eTag);
    },
  };
  const runSoon = followLists({ ...computer, folder: access }, async () => oneDrive.isAllowed);
  let position = 0;
  return {
    folder,
    oneDrive,
    runSoon,
    ...computer,
    isLoading: history.isLoading as Store<boolean>,
    switchTo: (keepsInOneDrive: boolean) => settings.set({ ...settings.get(), keepsInOneDrive }),
    add: () => computer.change({ [`favourite:${(position += 1)}`]: { name: 'New', group: '', position } }),
    /** @returns how often OneDrive was asked during that time */
    countReads: async (ms: number) => {
      const before = readCount;
      await waitMs(ms);
      return readCount - before;
    },
  };
}

it('asks OneDrive at the start, 5 s after the last of several changes, and every ten minutes', async () => {
  const { folder, add, countReads } = await follow();
  expect(await countReads(0)).toBe(1);
  expect(folder.text).toContain('favourite:a');
  await add();
  expect(await countReads(4_000)).toBe(0);
  await add();
  expect(await countReads(4_999)).toBe(0);
  expect(await countReads(1)).toBe(1);
  expect(folder.text).toContain('favourite:2');
  expect(await countReads(10 * minuteMs)).toBe(1);
});

it('asks when the tab comes to the front, and goes to the back, but without news not again within a minute', async () => {
  const { add, countReads } = await follow();
  await waitMs(0);
  const turn = () => page.dispatchEvent(new Event('visibilitychange'));
  turn();
  expect(await countReads(minuteMs)).toBe(0);
  turn();
  expect(await countReads(0)).toBe(1);
  await add();
  turn();
  expect(await countReads(0)).toBe(1);
});

it('asks nothing while the user has switched it off, or has not consented', async () => {
  const { oneDrive, runSoon, add, switchTo, countReads } = await follow({ isOn: false });
  await add();
  expect(await countReads(11 * minuteMs)).toBe(0);
  oneDrive.isAllowed = false;
  switchTo(true);
  expect(await countReads(11 * minuteMs)).toBe(0);
  oneDrive.isAllowed = true;
  runSoon();
  expect(await countReads(0)).toBe(1);
});

it('waits until the call history is loaded', async () => {
  const { isLoading, countReads } = await follow();
  isLoading.set(true);
  expect(await countReads(minuteMs)).toBe(0);
  isLoading.set(false);
  expect(await countReads(0)).toBe(1);
});

it.each<[SyncFault, number]>([
  ['full', 0],
  ['refused', 0],
  ['unavailable', 0],
  ['offline', 1],
])(
  'after the fault %s, asks %i times at the next change, and at once when the network is back',
  async (fault, count) => {
    const { oneDrive, status, add, countReads } = await follow();
    await waitMs(1_000);
    const { syncedAt } = status.get();
    oneDrive.fault = fault;
    await add();
    await waitMs(5_000);
    expect(status.get()).toMatchObject({ fault, syncedAt });
    await add();
    expect(await countReads(minuteMs)).toBe(count);
    oneDrive.fault = null;
    page.dispatchEvent(new Event('online'));
    expect(await countReads(0)).toBe(1);
    expect(status.get()).toMatchObject({ fault: null, syncedAt: Date.now() });
  },
);

it('asks at once when the user switches it off and on', async () => {
  const { oneDrive, switchTo, countReads } = await follow();
  oneDrive.fault = 'full';
  await waitMs(minuteMs);
  switchTo(false);
  switchTo(true);
  expect(await countReads(0)).toBe(1);
});

it('remembers that the user has cleared the history, until there is a call again', async () => {
  const { change, status } = await follow();
  expect(status.get().hasCleared).toBe(false);
  await waitMs(0);
  await change({ 'call:one': createTestEntry({ key: 'one' }) });
  await change({ 'call:one': null });
  expect(status.get().hasCleared).toBe(true);
  await change({ 'favourite:b': { name: 'Ben', group: '', position: 1 } });
  await change({ 'call:two': createTestEntry({ key: 'two' }) });
  expect(status.get().hasCleared).toBe(false);
});

it('takes turns with the other tabs', async () => {
  const request = vi.fn(async (_name: string, _run: () => Promise<void>) => {});
  vi.stubGlobal('navigator', { locks: { request } });
  const { oid, countReads } = await follow();
  expect(await countReads(0)).toBe(0);
  expect(request.mock.calls[0]?.[0]).toBe(`switchboard.lists.${oid}`);
});
