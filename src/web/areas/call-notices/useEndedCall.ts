import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import type { EndedCall } from '../../calling/call/snapshot.ts';
import { toOneClickTarget, type Target } from '../../calling/call/target.ts';
import { useTargetName } from '../../people/useTargetName.ts';

/** The words for a call that has ended. */
export interface EndedCallWords {
  /** The person, the people or the meeting that the call was with. */
  readonly name: string;
  /** How the call ended, for example "Ada declined the call". Some titles do not contain the name. */
  readonly title: string;
  /** `null` when the SDK did not say whom the call was with, and after a call that one press must not repeat. */
  readonly callBackTarget: Target | null;
}

export function useEndedCall(ended: EndedCall): EndedCallWords {
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
