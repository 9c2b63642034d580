/** Milliseconds before the end of the sign-in at which the user is warned. */
export const warnBeforeMs = 30 * 60_000;

/**
 * Watches whether the sign-in ends soon.
 * @param left milliseconds until the sign-in ends
 * @param onChange gets `true` when the sign-in ends soon, and `false` after the user has signed in again
 * @returns the unsubscribe
 */
export function watchExpiry(left: () => number, onChange: (endsSoon: boolean) => void): () => void {
  let endedSoon = false;
  const check = () => {
    const endsSoon = left() < warnBeforeMs;
    if (endsSoon !== endedSoon) onChange(endsSoon);
    endedSoon = endsSoon;
  };
  check();
  // Polled, because a long timer fires late after the machine sleeps.
  const timer = setInterval(check, 60_000);
  return () => clearInterval(timer);
}
