/** How long before its end a sign-in counts as *ends soon*. */
export const warnBeforeMs = 30 * 60_000;

/**
 * Checks every minute whether the sign-in ends soon.
 * @param onChange runs with `true` when the sign-in ends soon, and with `false` after the user has signed in again
 * @returns a function that stops watching
 */
export function watchExpiry(getRemainingMs: () => number, onChange: (endsSoon: boolean) => void): () => void {
  let lastReport = false;
  const check = () => {
    const endsSoon = getRemainingMs() < warnBeforeMs;
    if (endsSoon !== lastReport) onChange(endsSoon);
    lastReport = endsSoon;
  };
  check();
  // One long timer would run late after the machine has slept.
  const timer = setInterval(check, 60_000);
  return () => clearInterval(timer);
}
