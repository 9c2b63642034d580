/** Milliseconds after which a task without `latestMs` runs in Safari, which lacks `requestIdleCallback`. */
const delayWithoutIdleMs = 1_000;

/**
 * Runs a task when the browser has nothing else to do.
 * @param latestMs milliseconds after which the task runs even in a busy page. Default: no limit
 */
export function runWhenIdle(task: () => void, latestMs?: number): void {
  if ('requestIdleCallback' in globalThis)
    requestIdleCallback(task, latestMs === undefined ? {} : { timeout: latestMs });
  else setTimeout(task, latestMs ?? delayWithoutIdleMs);
}
