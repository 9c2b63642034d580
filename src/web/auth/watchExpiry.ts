/** Milliseconds before the end of a sign-in from which on it *ends soon*. */
export const warnBeforeMs = 30 * 60_000;

/**
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
  // After the machine has slept, one long timer would run late.
  const timer = setInterval(check, 60_000);
  return () => clearInterval(timer);
}
