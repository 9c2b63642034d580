/**
 * Polls until a condition holds.
 * @returns how many milliseconds that took, or `null` when `limitMs` passed first.
 */
export async function timeUntil(
  condition: () => Promise<boolean>,
  limitMs: number,
  since = Date.now(),
): Promise<number | null> {
  const end = Date.now() + limitMs;
  for (;;) {
    // A page cannot answer while it reloads.
    if (await condition().catch(() => false)) return Math.max(0, Date.now() - since);
    if (Date.now() > end) return null;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
