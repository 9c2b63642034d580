/** The part of `navigator.locks` that is used. Old browsers and insecure addresses do not have it. */
export type Locks = Pick<LockManager, 'request'>;

const name = 'switchboard.renewal';

/**
 * Milliseconds until a tab no longer waits for its turn. A turn takes at most 15 s unless its tab hangs, and the token of the
 * tab that waits may expire.
 */
const turnTimeoutMs = 5_000;

/**
 * Runs `work` when no other tab of this app does so, so that a machine that wakes up with many tabs does not renew all tokens
 * at the same moment. A tab that hangs loses its turn, and without locks `work` runs at once. Tabs do not share results
 * (docs/decisions/sign-in.md).
 * @param work runs exactly once
 * @returns what `work` returns or throws
 */
export async function inTurn<T>(
  work: () => Promise<T>,
  locks: Locks | undefined = globalThis.navigator?.locks,
): Promise<T> {
  let begun: Promise<T> | undefined;
  const begin = () => (begun ??= work());
  try {
    await locks?.request(name, { signal: AbortSignal.timeout(turnTimeoutMs) }, begin);
  } catch {
    // If the wait was too long, or the browser forbids locks, `work` has not begun and begins below. If another tab took the
    // turn away, or `work` failed, it has begun, and its result is returned below.
  }
  try {
    if (!begun) await locks?.request(name, { steal: true }, begin);
  } catch {
    // The same as above.
  }
  return begin();
}
