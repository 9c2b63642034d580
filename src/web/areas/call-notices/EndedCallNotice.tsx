import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../../calling/react.tsx';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import { findEndDetail, type EndDetail } from '../../errors/endReason.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { NoticeBar } from './NoticeBar.tsx';
import { useEndedCall } from './useEndedCall.ts';

/** Milliseconds that the message about a transfer that succeeded is shown. */
const successMs = 15_000;

/** Says how a call ended, with the code that support needs, and offers to call back. */
export function EndedCallNotice({ ended, onDismiss }: { ended: EndedCall; onDismiss: () => void }) {
  const { t } = useTranslation();
  const { formatDuration } = useTimeFormats();
  const phone = usePhone();
  const isTransferred = ended.kind === 'transferred';
  const dismiss = useEffectEvent(onDismiss);
  // The user expects that a transfer succeeds, so this message need not be dismissed.
  useEffect(() => {
    if (!isTransferred) return;
    const timer = setTimeout(() => dismiss(), successMs);
    return () => clearTimeout(timer);
  }, [isTransferred]);
  const { name, title, callBackTarget } = useEndedCall(ended);
  const callBackAction = callBackTarget && {
    label: t(callBackTarget.kind === 'meeting' ? 'news.rejoin' : 'news.callBack'),
    onClick: () => void phone.placeCall(callBackTarget, { video: ended.withVideo }),
  };
  // A transfer ends the call with the code of an ordinary end. The details of that code would mislead the user.
  const detail = isTransferred || ended.code === undefined ? null : findEndDetail(ended.code);
  // A title that does not contain the name gets the name in front.
  return (
    <NoticeBar role="status" action={callBackAction} onDismiss={onDismiss}>
      <bdi>
        {title.includes(name) ? t('news.sentence', { text: title }) : t('news.ended', { name, what: title })}
      </bdi>{' '}
      {detail && t(`ended.why.${nameNetwork(detail, ended)}`)}{' '}
      {ended.seconds !== null && t('ended.lasted', { time: formatDuration(ended.seconds) })}{' '}
      {/* `0/0` is the code of a normal end, so it is not shown. */}
      {ended.code !== undefined && ended.code !== '0/0' && (
        <small>{t('ended.code', { code: ended.code })}</small>
      )}
    </NoticeBar>
  );
}

/** The SDK's end reason does not say whose network broke, so this function adds it. */
const nameNetwork = (detail: EndDetail, { failedNetwork }: EndedCall) =>
  detail === 'networkBroke' && failedNetwork ? (`${failedNetwork}NetworkBroke` as const) : detail;
