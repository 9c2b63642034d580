import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneState } from '../calling/react.tsx';
import { useTransferActions } from '../transfer/useTransferActions.ts';

/** Something that the user can do now with a person or a phone number. */
export interface CallAction {
  readonly kind: 'call' | 'videoCall' | 'holdAndCall' | 'transfer' | 'consult';
  /** Names the action and the person. */
  readonly label: string;
  readonly isDisabled: boolean;
  readonly run: () => void;
}

/**
 * Returns what the user can do with a person or a phone number. While the user has no call: a call, and to a person also a
 * video call. During a call that can be transferred: a transfer, or a call that consults the person first. During any
 * other call, such as a meeting: a call, for which the present call is held.
 * @param rawId `8:orgid:…` of a person, or `4:+…` of a phone number
 * @param name names the person or the number in the labels
 */
export function useCallActions(rawId: string, name: string): readonly CallAction[] {
  const { t } = useTranslation();
  const phone = usePhone();
  const hasCall = usePhoneState(({ front }) => front !== null);
  const isDisabled = usePhoneState(({ connection, isPlacing }) => isPlacing || connection !== 'Connected');
  const transferActions = useTransferActions();
  const placeCall = (video: boolean) => void phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video });
  const call = { isDisabled, run: () => placeCall(false) };
  if (!hasCall) {
    const audioCall: CallAction = { kind: 'call', label: t('person.call', { name }), ...call };
    if (rawId.startsWith('4:')) return [audioCall];
    const label = t('person.videoCall', { name });
    return [audioCall, { kind: 'videoCall', label, isDisabled, run: () => placeCall(true) }];
  }
  if (!transferActions) return [{ kind: 'holdAndCall', label: t('person.holdAndCall', { name }), ...call }];
  if (!transferActions.canTransferTo(rawId)) return [];
  const { transfer, consult } = transferActions;
  return [
    { kind: 'transfer', label: t('person.transferTo', { name }), isDisabled, run: () => transfer(rawId) },
    { kind: 'consult', label: t('person.consult', { name }), isDisabled, run: () => consult(rawId) },
  ];
}
