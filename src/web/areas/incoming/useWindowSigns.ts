import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { useReadable } from '../../base/useReadable.ts';
import { plainName } from './plainName.ts';
import { useCallerName, useRinging } from './useRinging.ts';

/** Title and icon of the tab tell of a call that rings and of missed ones; both are as before when it is over. */
export function useWindowSigns(): void {
  const { t } = useTranslation();
  const [first] = useRinging();
  const name = plainName(useCallerName(first));
  const count = useReadable(useHistory().missed);
  const product = t('product');
  const missed = count > 0 ? t('incoming.missedTitle', { count, product }) : null;
  const title = first ? t('incoming.tabTitle', { name, product }) : missed;
  const icon = first ? '/icon-ringing.svg' : missed && '/icon-missed.svg';

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
