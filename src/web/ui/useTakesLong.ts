import { useEffect, useState } from 'react';

/** Milliseconds after which a user begins to wonder whether the app is doing anything. */
const wonderMs = 500;

/** Whether something takes so long that the screen should show a spinner. A spinner that only flashes would distract. */
export function useTakesLong(isBusy: boolean, longMs = wonderMs): boolean {
  const [takesLong, setTakesLong] = useState(false);
  useEffect(() => {
    if (!isBusy) return;
    const timer = setTimeout(() => setTakesLong(true), longMs);
    return () => {
      clearTimeout(timer);
      setTakesLong(false);
    };
  }, [isBusy, longMs]);
  return takesLong;
}
