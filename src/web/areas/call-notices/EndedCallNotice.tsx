import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../../calling/react.tsx';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import { findEndDetail, type EndDetail } from '../../errors/endReason.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { NoticeBar } from './NoticeBar.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { toOneClickTarget, type Target } from '../../calling/call/target.ts';
import { useTargetName } from '../../people/useTargetName.ts';

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

interface EndedCallWords {
  readonly name: string;
  /** How the call ended, for example "Ada declined the call". Some titles do not contain the name. */
  readonly title: string;
  /** `null` when the SDK did not say whom the call was with, and after a call that one press must not repeat. */
  readonly callBackTarget: Target | null;
}

function useEndedCall(ended: EndedCall): EndedCallWords {
  const { t } = useTranslation();
  const { other: otherId, otherName, target } = ended;
  const personName = usePersonName(otherId, otherName);
  const transferTarget =
    usePersonName(
      ended.transferredTo?.rawId ?? ended.userTransferredTo ?? ended.unfinishedTransfer?.target ?? null,
    ) || t('transfer.someone');
  const name = useTargetName(target) || personName || t('ended.someone');
  return {
    name,
    title: t(`ended.${findTransferKey(ended) ?? refineKind(ended)}`, { name, target: transferTarget }),
    callBackTarget: toOneClickTarget(
      target ?? (otherId === null ? null : { kind: 'people', rawIds: [otherId] }),
    ),
  };
}

/** @returns the end of the key of the text about the transfer; `null` if the call had nothing to do with a transfer */
function findTransferKey(ended: EndedCall) {
  const { transferredTo, userTransferredTo, unfinishedTransfer, isHungUpByUser } = ended;
  if (userTransferredTo !== undefined) return 'transferredUser';
  if (transferredTo) return transferredTo.isVoicemail ? 'transferredToVoicemail' : 'transferredTo';
  if (!unfinishedTransfer || isHungUpByUser) return null;
  return unfinishedTransfer.phase === 'transfer' ? 'leftDuringTransfer' : 'leftDuringConsultation';
}

/**
 * The SDK's end reason 404 does not say whether a person, a phone number or a meeting was not found. This function finds out from
 * the target and the raw id of the other participant.
 */
function refineKind({ kind, other: otherId, target }: EndedCall): EndedCall['kind'] {
  if (kind !== 'noSuchPerson') return kind;
  if (target?.kind === 'meeting') return 'noSuchMeeting';
  return otherId?.startsWith('4:') ? 'noSuchNumber' : kind;
}
