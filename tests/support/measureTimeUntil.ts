import { setTimeout as wait } from 'node:timers/promises';

/**
 * Polls a condition, and measures how long it takes to become true.
 * @param since the time, in milliseconds since 1970, from which the duration is measured; now by default.
 * @returns the milliseconds until the condition was true, or `null` when `limitMs` passed first.
 */
export async function measureTimeUntil(
  condition: () => Promise<boolean>,
  limitMs: number,
  since = Date.now(),
): Promise<number | null> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    // The condition may throw while its page reloads.
    if (await condition().catch(() => false)) return Math.max(0, Date.now() - since);
    if (Date.now() > deadline) return null;
    await wait(50);
  }
}
