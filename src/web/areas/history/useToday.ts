import { useEffect, useState } from 'react';

/** The time now, told anew when the day changes, so that *Today* is never yesterday. */
export function useToday(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const look = () => setNow(Date.now());
    const timer = setTimeout(look, new Date(now).setHours(24, 0, 0, 100) - now);
    // A machine that slept over midnight.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [now]);
  return now;
}
