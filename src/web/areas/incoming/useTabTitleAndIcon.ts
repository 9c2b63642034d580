import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { sanitizeName } from './sanitizeName.ts';
import { useCallerName, useIncomingCalls } from './useIncomingCalls.ts';

/** Shows incoming and missed calls in the title and the icon of the tab, and restores both when there are none. */
export function useTabTitleAndIcon(): void {
  const { t } = useTranslation();
  const [incoming] = useIncomingCalls();
  const callerName = sanitizeName(useCallerName(incoming));
  const missedCount = useReadable(useHistory().missedCount);
  const product = t('product');
  const missedTitle = missedCount > 0 ? t('incoming.missedTitle', { count: missedCount, product }) : null;
  const title = incoming ? t('incoming.tabTitle', { name: callerName, product }) : missedTitle;
  const missedIcon = missedCount > 0 ? '/icon-missed.svg' : null;
  const icon = incoming ? '/icon-ringing.svg' : missedIcon;

  useEffect(() => {
    if (title === null) return;
    const titleBefore = document.title;
    document.title = title;
    return () => {
      document.title = titleBefore;
    };
  }, [title]);
  useEffect(() => {
    const link = document.querySelector('link[rel="icon"]');
    const iconBefore = link?.getAttribute('href');
    if (!link || !icon || !iconBefore) return;
    link.setAttribute('href', icon);
    return () => link.setAttribute('href', iconBefore);
  }, [icon]);
}
