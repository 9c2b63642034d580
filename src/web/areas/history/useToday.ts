import { useEffect, useState } from 'react';

/** Returns a time within the present day, in milliseconds since 1970. The component renders again when the day changes. */
export function useToday(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const update = () => setNow(Date.now());
    // Fires 100 ms after midnight, because a timer that fires too early would find the same day.
    const timer = setTimeout(update, new Date(now).setHours(24, 0, 0, 100) - now);
    // The timer fires late if the computer sleeps at midnight.
    document.addEventListener('visibilitychange', update);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', update);
    };
  }, [now]);
  return now;
}
