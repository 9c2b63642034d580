/** The part of `navigator.locks` that this file uses. Old browsers, and pages without HTTPS, have no locks. */
export type Locks = Pick<LockManager, 'request'>;

const lockName = 'switchboard.renewal';

/** After this time, a tab takes the lock away from the tab that holds it, because that tab may hang. */
const turnTimeoutMs = 5_000;

/**
 * Runs `work`, the renewal of a token, when no other tab of this app is running such work: a machine that wakes up with many tabs
 * must not renew all tokens at the same moment. If the other tab takes longer than `turnTimeoutMs`, both work at the same time.
 * Without locks, `work` runs at once. Tabs do not share results (docs/decisions/sign-in.md).
 * @param work runs exactly once
 * @returns what `work` returns or throws
 */
export async function runInTurn<T>(
  work: () => Promise<T>,
  locks: Locks | undefined = globalThis.navigator?.locks,
): Promise<T> {
  let runningWork: Promise<T> | undefined;
  const startOnce = () => (runningWork ??= work());
  try {
    await locks?.request(lockName, { signal: AbortSignal.timeout(turnTimeoutMs) }, startOnce);
  } catch {
    // The wait was too long, or the browser forbids locks: `work` begins below. Or `work` has failed, or another tab has stolen the
    // lock: `startOnce` below returns the promise of the `work` that has begun.
  }
  try {
    if (!runningWork) await locks?.request(lockName, { steal: true }, startOnce);
  } catch {
    // As above.
  }
  return startOnce();
}
