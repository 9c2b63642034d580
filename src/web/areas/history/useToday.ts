import { useEffect, useState } from 'react';

/** The time, in milliseconds since 1970. The component renders again when the day changes, so that *Today* stays right. */
export function useToday(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const update = () => setNow(Date.now());
    const timer = setTimeout(update, new Date(now).setHours(24, 0, 0, 100) - now);
    // The timer fires late when the machine sleeps over midnight.
    document.addEventListener('visibilitychange', update);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', update);
    };
  }, [now]);
  return now;
}
