import { createSerialQueue } from '../base/serialQueue.ts';
import { waitUntil } from '../base/store.ts';
import { exchangeLists, type ExchangeDeps } from './exchangeLists.ts';

/** After a change, waits for further ones. */
const changeDelayMs = 5_000;
/** A tab that comes to the front does not ask OneDrive again within this time. */
const recentMs = 60_000;
/** How often a tab asks OneDrive by itself, and how long it waits after a fault, which is longer than OneDrive usually asks for. */
const intervalMs = 600_000;

/**
 * Keeps the lists in OneDrive up to date as long as the page exists, while the user wants that.
 * @param isAllowed finds out whether the user has consented
 * @returns a function that asks OneDrive soon, for example because the user has just consented
 */
export function followLists(deps: ExchangeDeps, isAllowed: () => Promise<boolean>): () => void {
  const { oid, lists, status } = deps;
  const { history, favourites, settings } = lists;
  const queue = createSerialQueue();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Until when this tab does not ask OneDrive: after a fault, and if it has nothing to send. */
  let [pausedUntil, quietUntil] = [0, 0];

  const isDue = (hasNews: boolean): boolean =>
    Date.now() >= (hasNews ? pausedUntil : Math.max(pausedUntil, quietUntil));
  const exchange = async () => {
    if (!settings.get().keepsInOneDrive || !(await isAllowed())) return;
    await waitUntil(history.isLoading, (isLoading) => !isLoading);
    const fault = await exchangeLists(deps, isDue);
    if (fault === 'later') return;
    const now = Date.now();
    const isSynced = fault === null || fault === 'setAside';
    quietUntil = now + recentMs;
    // The browser says when it is online again.
    pausedUntil = isSynced || fault === 'offline' ? 0 : now + intervalMs;
    status.change((current) => ({ ...current, fault, ...(isSynced && { syncedAt: now }) }));
  };
  const exchangeAlone = () =>
    navigator.locks ? navigator.locks.request(`switchboard.lists.${oid}`, exchange) : queue.run(exchange);
  const runIn = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void exchangeAlone(), delayMs);
  };
  const runSoon = () => {
    [pausedUntil, quietUntil] = [0, 0];
    runIn(0);
  };

  let callCount = history.entries.get().length;
  history.entries.subscribe(() => {
    const nextCount = history.entries.get().length;
    // At the next start, a browser that has lost the history would look the same as one whose user has cleared it.
    const hasCleared = nextCount === 0 && (callCount > 0 || status.get().hasCleared);
    if (status.get().mergeName !== '' && hasCleared !== status.get().hasCleared)
      status.change((current) => ({ ...current, hasCleared }));
    callCount = nextCount;
    runIn(changeDelayMs);
  });
  favourites.groups.subscribe(() => runIn(changeDelayMs));
  let wasOn = settings.get().keepsInOneDrive;
  settings.subscribe(() => {
    const isOn = settings.get().keepsInOneDrive;
    if (isOn && !wasOn) runSoon();
    else runIn(changeDelayMs);
    wasOn = isOn;
  });
  // Also when the tab goes to the back, because the user may close it there.
  document.addEventListener('visibilitychange', () => runIn(0));
  addEventListener('online', runSoon);
  setInterval(() => void exchangeAlone(), intervalMs);
  runIn(0);
  return runSoon;
}
