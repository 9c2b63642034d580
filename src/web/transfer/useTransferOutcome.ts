import type { TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallNotice } from '../calling/call/notice.ts';
import { usePhone, usePhoneState } from '../calling/react.tsx';
import { usePersonName } from '../people/PeopleProvider.tsx';
import { findConsultation, readTransfer } from './startTransfer.ts';
import { subscribeToNothing } from '../base/subscriptions.ts';

export type FailedTransfer = Extract<CallNotice, { kind: 'transferFailed' }>;

/** The reasons with texts of their own. All other reasons have the text `other`. */
const knownReasons = ['declined', 'busy', 'noAnswer'] as const;

/** Returns a few words about why a transfer failed, for example "No answer". */
export const wordReason = (t: TFunction, { reason }: FailedTransfer): string =>
  t(`transfer.reasons.${knownReasons.find((known) => known === reason) ?? 'other'}`);

export interface TransferOutcome {
  /** `consulting`: the call waits on hold while the user talks to the transfer target in another call. */
  readonly kind: 'transferring' | 'consulting' | 'failed';
  readonly text: string;
}

/** Returns how a call's transfer goes; `null` without one. A failure stays until the user dismisses the notice about it. */
export function useTransferOutcome(callKey: string): TransferOutcome | null {
  const { t } = useTranslation();
  const phone = usePhone();
  const session = phone.findSession(callKey);
  const failure = usePhoneState(({ notices }) =>
    notices.findLast(
      (notice): notice is FailedTransfer => notice.kind === 'transferFailed' && notice.call === callKey,
    ),
  );
  const subscribe = session?.features.subscribe ?? subscribeToNothing;
  const state = useSyncExternalStore(subscribe, () => readTransfer(session))?.state;
  const runningTarget = state?.target ?? null;
  const consultedId = usePhoneState(() => findConsultation(phone, callKey)?.call.get().other ?? null);
  const targetId = runningTarget?.rawId ?? failure?.target ?? consultedId;
  const target = usePersonName(targetId) || t('transfer.someone');
  if (runningTarget) return { kind: 'transferring', text: t('transfer.outcome.transferring', { target }) };
  if (failure) {
    const reason = wordReason(t, failure);
    return { kind: 'failed', text: t('transfer.outcome.failed', { target, reason }) };
  }
  if (consultedId !== null) return { kind: 'consulting', text: t('transfer.outcome.consulting', { target }) };
  return null;
}
