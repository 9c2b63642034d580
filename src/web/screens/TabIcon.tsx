import { useEffect } from 'react';
import { showBadge } from '../base/appBadge.ts';
import { useReadable } from '../base/useReadable.ts';
import { CallProvider, useFeatureValue, usePhone, usePhoneStateLater } from '../calling/react.tsx';
import { mute } from '../features/mute/mute.ts';
import { useHistory } from '../history/HistoryProvider.tsx';

/**
 * Shows in the tab's icon that a call rings; otherwise that the user is in a call, and whether they are muted; otherwise that the
 * user has missed calls. The icon of the installed app shows the number of missed calls.
 */
export function TabIcon() {
  // `…Later`: the browser requests and draws each icon, so a change of the icon waits while a call is being set up.
  const isRinging = usePhoneStateLater(({ incoming }) => incoming.length > 0);
  const phone = usePhone();
  const frontKey = usePhoneStateLater(({ front }) => front);
  const session = phone.findSession(frontKey ?? '');
  const missedCount = useReadable(useHistory().missedCount);
  useEffect(() => showBadge(missedCount), [missedCount]);
  // Only a clean-up: removes the number when the phone closes.
  useEffect(() => () => showBadge(0), []);
  if (isRinging) return <Icon address="/icon-ringing.svg" />;
  if (session)
    return (
      <CallProvider session={session}>
        <IconInCall />
      </CallProvider>
    );
  return missedCount > 0 ? <Icon address="/icon-missed.svg" /> : null;
}

function IconInCall() {
  const isMuted = useFeatureValue(mute, (state) => state.isMuted);
  return <Icon address={isMuted ? '/icon-muted.svg' : '/icon-in-call.svg'} />;
}

function Icon({ address }: { address: string }) {
  useEffect(() => {
    const link = document.querySelector('link[rel="icon"]');
    const addressBefore = link?.getAttribute('href');
    if (!link || !addressBefore) return;
    link.setAttribute('href', address);
    return () => link.setAttribute('href', addressBefore);
  }, [address]);
  return null;
}
