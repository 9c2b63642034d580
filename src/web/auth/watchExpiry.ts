/** The sign-in *ends soon* if it ends within this time, in milliseconds. */
export const warnBeforeMs = 30 * 60_000;

/**
 * Watches whether the sign-in ends soon, so that the user can be warned.
 * @param onChange gets `true` when the sign-in ends soon, and `false` after the user has signed in again
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
  // A long timer would fire late after the machine has slept, so the time is checked every minute.
  const timer = setInterval(check, 60_000);
  return () => clearInterval(timer);
}
