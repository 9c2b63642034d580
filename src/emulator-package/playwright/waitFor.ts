import { setTimeout as sleep } from 'node:timers/promises';

/** How long the functions wait by default, in milliseconds. */
export const defaultTimeoutMs = 10_000;
/** The milliseconds between two calls of `look`. */
const intervalMs = 100;

/**
 * Calls `look` again and again until it finds something.
 * @param look returns undefined if there is nothing yet. An error that it throws ends the wait.
 * @param timeoutMs how long to wait. After this time, `look` is called once more.
 * @returns what `look` returned; undefined if the time is up.
 */
export async function waitFor<T>(
  look: () => Promise<T | undefined>,
  timeoutMs: number = defaultTimeoutMs,
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const isLastLook = performance.now() >= deadline;
    const found = await look();
    if (found !== undefined || isLastLook) return found;
    await sleep(intervalMs);
  }
}
