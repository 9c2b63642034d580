import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoneState } from '../../calling/react.tsx';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';

export const useIncomingCalls = (): readonly IncomingSnapshot[] => usePhoneState((state) => state.incoming);

/** The caller's name, or *someone* if the name is unknown. @param incoming `undefined` while no call rings */
export function useCallerName(incoming: IncomingSnapshot | undefined): string {
  const { t } = useTranslation();
  return usePersonName(incoming?.callerId ?? null, incoming?.displayName) || t('incoming.someone');
}

/** @param incomingId the SDK's id of the incoming call. @returns the id of the card's element */
export const getCardId = (incomingId: string): string => `incoming-${incomingId}`;

export const focusIncomingCard = (incomingId: string): void =>
  document.getElementById(getCardId(incomingId))?.focus();
