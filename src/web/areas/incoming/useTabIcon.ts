import { useEffect } from 'react';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { useIncomingCalls } from './useIncomingCalls.ts';

/** Shows incoming and missed calls in the icon of the tab, and restores the icon when there are none. */
export function useTabIcon(): void {
  const isRinging = useIncomingCalls().length > 0;
  const missedCount = useReadable(useHistory().missedCount);
  const missedIcon = missedCount > 0 ? '/icon-missed.svg' : null;
  const icon = isRinging ? '/icon-ringing.svg' : missedIcon;
  useEffect(() => {
    const link = document.querySelector('link[rel="icon"]');
    const iconBefore = link?.getAttribute('href');
    if (!link || !icon || !iconBefore) return;
    link.setAttribute('href', icon);
    return () => link.setAttribute('href', iconBefore);
  }, [icon]);
}
