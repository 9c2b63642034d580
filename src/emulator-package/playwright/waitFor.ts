import { setTimeout as sleep } from 'node:timers/promises';

/** How long the functions wait by default, in milliseconds. */
export const defaultTimeoutMs = 10_000;
/** Milliseconds between two looks at the emulator. */
const intervalMs = 100;

/**
 * Looks again and again until there is something.
 * @param look returns undefined if there is nothing yet. Its errors end the wait.
 * @param timeoutMs how long to wait at most. The last look is after this time.
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
