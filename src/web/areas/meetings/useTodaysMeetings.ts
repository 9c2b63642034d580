import { useEffect } from 'react';
import { useReadable } from '../../base/useReadable.ts';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { useWorkday } from '../../workday/WorkdayProvider.tsx';

/** Milliseconds between two requests for the calendar while the page is visible. */
const refreshEveryMs = 5 * 60_000;

/**
 * Returns today's events, and reads the calendar again at intervals, when the page becomes visible and when the browser
 * is online again. Sends no request without the user's consent.
 */
export function useTodaysMeetings() {
  const { todaysMeetings } = useWorkday();
  const consentState = useConsent('calendar').state;
  const isAllowed = consentState === 'granted';
  useEffect(() => {
    if (!isAllowed) return;
    const refreshIfVisible = () => {
      if (document.visibilityState === 'visible') todaysMeetings.refresh();
    };
    refreshIfVisible();
    const timer = setInterval(refreshIfVisible, refreshEveryMs);
    document.addEventListener('visibilitychange', refreshIfVisible);
    addEventListener('online', refreshIfVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshIfVisible);
      removeEventListener('online', refreshIfVisible);
    };
  }, [todaysMeetings, isAllowed]);
  return { ...useReadable(todaysMeetings.state), consentState, retry: todaysMeetings.retry };
}
