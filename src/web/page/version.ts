import { createStore, type Readable } from '../base/store.ts';

// Put in by the build; empty in development.
declare const __BUILD_ID__: string;

/** Milliseconds between two looks at which build is deployed, and until one look is given up. */
const lookEveryMs = 5 * 60_000;
const lookTimeoutMs = 10_000;
/** A long timer fires late after the machine sleeps, so the time is looked at in short steps. */
const stepMs = 30_000;

/** The build that is deployed now; `null` when the server does not say. */
async function deployedBuild(): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(lookTimeoutMs);
    const response = await fetch('/version.json', { cache: 'no-store', signal });
    const { build } = (await response.json()) as { build?: unknown };
    return response.ok && typeof build === 'string' ? build : null;
  } catch {
    return null;
  }
}

/**
 * Whether a build other than this page's is deployed. It looks every five minutes while the page is visible, and at once
 * when a chunk could not be loaded: the usual reason for that is a new build.
 * @param own the build of this page
 */
export function watchVersion(own: string = __BUILD_ID__): Readable<boolean> {
  const isOutdated = createStore(false);
  if (own === '') return isOutdated;
  let lookedAt = Date.now();
  const look = async () => {
    if (isOutdated.get()) return;
    lookedAt = Date.now();
    const deployed = await deployedBuild();
    if (deployed !== null && deployed !== own) isOutdated.set(true);
  };
  const lookIfDue = () => {
    // Either way: a clock that was set back must not put the next look off for hours.
    const isDue = Math.abs(Date.now() - lookedAt) >= lookEveryMs;
    if (isDue && document.visibilityState === 'visible') void look();
  };
  setInterval(lookIfDue, stepMs);
  document.addEventListener('visibilitychange', lookIfDue);
  // Vite's own event.
  addEventListener('vite:preloadError', () => void look());
  return isOutdated;
}
