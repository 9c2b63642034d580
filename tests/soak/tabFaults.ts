import type { Fault } from './faults.ts';
import type { Tab } from './person.ts';

/** Runs in the page: makes every writing into local, session and cache storage and into databases fail, or ends that. */
function breakStorage(isBroken: boolean): void {
  const real = (Reflect.get(window, 'realStorage') ?? {
    setItem: Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem')?.value as Storage['setItem'],
    put: Object.getOwnPropertyDescriptor(Cache.prototype, 'put')?.value as Cache['put'],
    putRecord: Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')
      ?.value as IDBObjectStore['put'],
  }) as Pick<Storage, 'setItem'> & Pick<Cache, 'put'> & { putRecord: IDBObjectStore['put'] };
  Object.assign(window, { realStorage: real });
  const createError = () => new DOMException('The storage is full.', 'QuotaExceededError');
  Storage.prototype.setItem = isBroken
    ? () => {
        throw createError();
      }
    : real.setItem;
  Cache.prototype.put = isBroken ? () => Promise.reject(createError()) : real.put;
  IDBObjectStore.prototype.put = isBroken
    ? () => {
        throw createError();
      }
    : real.putRecord;
}

/** Runs in a page: fills the local storage of the origin to the last character, or empties it of what was filled in. */
function fillStorage(isFull: boolean): void {
  const key = 'filled-by-the-walk';
  localStorage.removeItem(key);
  if (!isFull) return;
  let text = '';
  for (let size = 2 ** 23; size >= 1; size /= 2) {
    try {
      localStorage.setItem(key, text + 'x'.repeat(size));
      text += 'x'.repeat(size);
    } catch {
      // There is less room than `size`.
    }
  }
}

function noteStorageFault(tab: Tab): void {
  tab.hasStorageFault = true;
  tab.storageFaultCount += 1;
}

/** Bytes of Cache Storage that an origin has while its storage is full. */
const tinyQuota = 1_000;

/** Runs in the page: sets the page's clock this far ahead of the right time. */
function setClock(offsetMs: number): void {
  (Reflect.get(window, 'setClockOffset') as (ms: number) => void)(offsetMs);
}

/** Faults of one tab or of the browser's storage. */
export const tabFaults: readonly Fault[] = [
  ...[-1, 1].map((direction): Fault => ({
    name: `the clock is set ${direction > 0 ? 'forward' : 'back'}`,
    isHarmless: true,
    lastsMs: { min: 5_000, max: 25_000 },
    start: ({ tab, random }) => tab.page.evaluate(setClock, direction * (60_000 + random.below(540_000))),
    stop: ({ tab }) => tab.page.evaluate(setClock, 0),
  })),
  {
    name: 'frozen tab',
    lastsMs: { min: 5_000, max: 20_000 },
    // `Page.setWebLifecycleState` freezes only hidden pages, and a browser without windows hides none. A debugger stops all scripts
    // of the page, too, while its media and its sockets go on.
    async start({ tab }) {
      tab.isFrozen = true;
      await tab.cdp.send('Debugger.enable');
      await tab.cdp.send('Debugger.pause');
    },
    async stop({ tab }) {
      await tab.cdp.send('Debugger.disable').finally(() => (tab.isFrozen = false));
    },
  },
  {
    name: 'storage fails in one tab',
    isHarmless: true,
    async start({ tab }) {
      noteStorageFault(tab);
      await tab.page.evaluate(breakStorage, true);
    },
    async stop({ tab }) {
      await tab.page.evaluate(breakStorage, false).finally(() => (tab.hasStorageFault = false));
    },
  },
  {
    name: 'the storage is full',
    isHarmless: true,
    async start({ user, ledger }) {
      user.tabs.forEach(noteStorageFault);
      const { page, cdp } = await ledger.open(user);
      const { origin } = new URL(page.url());
      await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: tinyQuota });
      await page.evaluate(fillStorage, true);
    },
    async stop({ user, ledger }) {
      const { page, cdp } = await ledger.open(user);
      await page.evaluate(fillStorage, false).finally(() => {
        for (const each of user.tabs) each.hasStorageFault = false;
      });
      // Without a size, the usual quota applies again.
      await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin });
    },
  },
  {
    name: 'a newer build writes the lists',
    isHarmless: true,
    start: ({ user, ledger }) => ledger.writeAsNewerBuild(user),
  },
];
