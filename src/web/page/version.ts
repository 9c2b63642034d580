import { createStore, type Readable } from '../base/store.ts';

/** The id of this page's build, which the build inserts. It is empty in development. */
declare const __BUILD_ID__: string;

/** Milliseconds between two requests for the deployed version. */
const checkEveryMs = 5 * 60_000;
const requestTimeoutMs = 10_000;
/** How often the page looks whether the next request is due. A longer timer would fire late after the machine has slept. */
const clockCheckMs = 30_000;

/** @returns `null` if the server sends no answer, or one without a build id */
async function fetchDeployedBuildId(): Promise<string | null> {
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
 * Watches whether the server offers another build of the app than this page runs. Asks the server every five minutes while the page
 * is visible, and when a chunk (a file of the build) cannot be loaded, which usually means that there is a new build.
 * @param ownBuildId the id of this page's build; with an empty id, as in development, nothing is watched
 */
export function watchVersion(ownBuildId: string = __BUILD_ID__): Readable<boolean> {
  const isOutdated = createStore(false);
  if (ownBuildId === '') return isOutdated;
  let checkedAt = Date.now();
  const checkVersion = async () => {
    if (isOutdated.get()) return;
    checkedAt = Date.now();
    const deployedBuildId = await fetchDeployedBuildId();
    if (deployedBuildId !== null && deployedBuildId !== ownBuildId) isOutdated.set(true);
  };
  const checkVersionIfDue = () => {
    // `Math.abs`, because the difference is negative after the user sets the clock back.
    const isDue = Math.abs(Date.now() - checkedAt) >= checkEveryMs;
    if (isDue && document.visibilityState === 'visible') void checkVersion();
  };
  setInterval(checkVersionIfDue, clockCheckMs);
  document.addEventListener('visibilitychange', checkVersionIfDue);
  // Vite raises this event when it cannot load a chunk.
  addEventListener('vite:preloadError', () => void checkVersion());
  return isOutdated;
}
