import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { plainName } from './plainName.ts';
import { useCallerName, useIncomingCalls } from './useIncomingCalls.ts';

/** Shows incoming and missed calls in the title and the icon of the tab, and restores both afterwards. */
export function useTabTitleAndIcon(): void {
  const { t } = useTranslation();
  const [incoming] = useIncomingCalls();
  const name = plainName(useCallerName(incoming));
  const count = useReadable(useHistory().missed);
  const product = t('product');
  const missed = count > 0 ? t('incoming.missedTitle', { count, product }) : null;
  const title = incoming ? t('incoming.tabTitle', { name, product }) : missed;
  const icon = incoming ? '/icon-ringing.svg' : missed && '/icon-missed.svg';

  useEffect(() => {
    if (title === null) return;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
  useEffect(() => {
    const link = document.querySelector('link[rel="icon"]');
    const before = link?.getAttribute('href');
    if (!link || !icon || !before) return;
    link.setAttribute('href', icon);
    return () => link.setAttribute('href', before);
  }, [icon]);
}
