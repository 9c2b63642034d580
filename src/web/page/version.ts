import { createStore, type Readable } from '../base/store.ts';

// The build replaces this name; it is empty in development.
declare const __BUILD_ID__: string;

/** Milliseconds between two requests for the deployed version. */
const checkEveryMs = 5 * 60_000;
/** Milliseconds until such a request fails. */
const requestTimeoutMs = 10_000;
/** Milliseconds of the timer. It is short, because a long one fires late after the machine sleeps. */
const timerMs = 30_000;

/** @returns the id of the deployed build; `null` if the server does not tell it */
async function fetchDeployedBuild(): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(requestTimeoutMs);
    const response = await fetch('/version.json', { cache: 'no-store', signal });
    const { build } = (await response.json()) as { build?: unknown };
    return response.ok && typeof build === 'string' ? build : null;
  } catch {
    return null;
  }
}

/**
 * Watches whether a build other than this page's is deployed. It checks every five minutes while the page is visible, and at
 * once when a chunk cannot be loaded, which usually means that there is a new build.
 * @param own the id of this page's build
 */
export function watchVersion(own: string = __BUILD_ID__): Readable<boolean> {
  const isOutdated = createStore(false);
  if (own === '') return isOutdated;
  let checkedAt = Date.now();
  const check = async () => {
    if (isOutdated.get()) return;
    checkedAt = Date.now();
    const deployed = await fetchDeployedBuild();
    if (deployed !== null && deployed !== own) isOutdated.set(true);
  };
  const checkIfDue = () => {
    // The absolute value, because the user may set the clock back.
    const isDue = Math.abs(Date.now() - checkedAt) >= checkEveryMs;
    if (isDue && document.visibilityState === 'visible') void check();
  };
  setInterval(checkIfDue, timerMs);
  document.addEventListener('visibilitychange', checkIfDue);
  // Vite raises this event when a chunk cannot be loaded.
  addEventListener('vite:preloadError', () => void check());
  return isOutdated;
}
