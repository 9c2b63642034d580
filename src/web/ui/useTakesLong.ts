import { useEffect, useState } from 'react';

/** Milliseconds after which a user begins to wonder whether something is going on. */
const longMs = 500;

/**
 * Returns whether something has been going on so long that the screen should show a spinner. A spinner that comes and goes at
 * once is only noise, and its animation costs time that the work needs.
 */
export function useTakesLong(isBusy: boolean): boolean {
  const [takesLong, setTakesLong] = useState(false);
  useEffect(() => {
    if (!isBusy) return;
    const timer = setTimeout(() => setTakesLong(true), longMs);
    return () => {
      clearTimeout(timer);
      setTakesLong(false);
    };
  }, [isBusy]);
  return takesLong;
}
