import { useEffect, useState } from 'react';

/** Returns the present time in milliseconds since 1970. The component renders again at the beginning of each minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    // Fires 50 ms after the minute begins, because a timer that fires too early would find the same minute.
    const timer = setTimeout(() => setNow(Date.now()), 60_050 - (now % 60_000));
    return () => clearTimeout(timer);
  }, [now]);
  return now;
}
