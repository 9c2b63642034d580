/** What is used of `navigator.locks`; there is none in old browsers and on insecure addresses. */
export type Locks = Pick<LockManager, 'request'>;

const name = 'switchboard.renewal';

/**
 * Longest wait for the tabs before, in milliseconds. A turn is over within 15 s whatever happens, unless its tab hangs;
 * and whoever waits may have a token that ends.
 */
const patience = 5_000;

/**
 * Renewals of all tabs of this app one after another, so that a machine that wakes up with many of them sends no
 * burst. It is a courtesy between tabs: one that hangs loses its turn, and without locks everything works as well.
 * No result is handed on (docs/decisions/sign-in.md).
 * @param work begun exactly once. @returns what it gives, however the turn went.
 */
export async function inTurn<T>(
  work: () => Promise<T>,
  locks: Locks | undefined = globalThis.navigator?.locks,
): Promise<T> {
  let begun: Promise<T> | undefined;
  const begin = () => (begun ??= work());
  try {
    await locks?.request(name, { signal: AbortSignal.timeout(patience) }, begin);
  } catch {
    // Waited long enough, or no locks for this page: looked after below. Another tab took the turn away, or the work
    // itself failed: then the work has begun, and what it gives is given.
  }
  try {
    if (!begun) await locks?.request(name, { steal: true }, begin);
  } catch {
    // As above.
  }
  return begin();
}
