import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { secondClock } from '../../base/secondClock.ts';
import { useReadable } from '../../base/useReadable.ts';
import { CallProvider, useCall, usePhone, usePhoneStateLater } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useCallStateWords } from '../../people/useCallStateWords.ts';
import { useCallTitle } from '../../people/useCallTitle.ts';
import { useHeldCaller } from './useHeldCaller.ts';
import { formatDurationIn, useTimeFormats } from '../../i18n/formatTime.ts';
import { sanitizeName, useCallerName } from './useIncomingCalls.ts';

/**
 * Writes the title of the browser's tab, for a user who looks at another tab: who calls or has been on hold for long; otherwise
 * with whom the user talks and for how long; otherwise how many calls the user has missed. No other component writes the title.
 */
export function TabTitle() {
  const product = useTranslation().t('product');
  const phone = usePhone();
  // Restores the title when the component disappears.
  useEffect(() => () => void (document.title = product), [product]);
  const session = phone.findSession(usePhoneStateLater(({ front }) => front) ?? '');
  if (!session) return <TitleWithoutCall />;
  return (
    <CallProvider session={session}>
      <TitleInCall />
    </CallProvider>
  );
}

function TitleWithoutCall() {
  const { t } = useTranslation();
  const product = t('product');
  const missedCount = useReadable(useHistory().missedCount);
  const missedTitle = missedCount > 0 ? t('incoming.missedTitle', { count: missedCount, product }) : product;
  const urgentTitle = useUrgentTitle();
  useEffect(() => {
    document.title = urgentTitle ?? missedTitle;
  }, [urgentTitle, missedTitle]);
  return null;
}

function TitleInCall() {
  const { t } = useTranslation();
  const { locale } = useTimeFormats();
  const name = sanitizeName(useCallTitle());
  const stateText = useCallStateWords();
  const connectedAt = useCall((call) => call.connectedAt);
  const heldSince = useCall((call) => call.heldSince);
  const startedAt = heldSince ?? connectedAt;
  const urgentTitle = useUrgentTitle();
  const formatTitle = useCallback(
    (time: string) => {
      const key = heldSince === null ? 'incoming.callTitle' : 'incoming.holdTitle';
      return t(key, { name, time, product: t('product') });
    },
    [t, name, heldSince],
  );
  // Writes the time without a React state, which would render this component every second.
  useEffect(() => {
    if (urgentTitle !== null || startedAt === null) {
      // Before the call is connected, the title shows the state instead of the time.
      document.title = urgentTitle ?? formatTitle(stateText);
      return;
    }
    const writeTime = () => {
      const seconds = Math.max(0, Math.floor((secondClock.get() - startedAt) / 1000));
      document.title = formatTitle(formatDurationIn(locale, seconds));
    };
    writeTime();
    return secondClock.subscribe(writeTime);
  }, [urgentTitle, startedAt, stateText, formatTitle, locale]);
  return null;
}

/** Returns the title while a call rings or a caller has been on hold for long; otherwise `null`. */
function useUrgentTitle(): string | null {
  const { t } = useTranslation();
  const incoming = usePhoneStateLater((state) => state.incoming[0]);
  const name = useCallerName(incoming);
  const heldCaller = useHeldCaller();
  const heldCall = heldCaller?.call.get();
  const heldName = usePersonName(heldCall?.other ?? null, heldCall?.otherName);
  if (incoming) return t('incoming.tabTitle', { name, product: t('product') });
  return heldCaller && t('heldCaller.tabTitle', { name: sanitizeName(heldName), product: t('product') });
}
