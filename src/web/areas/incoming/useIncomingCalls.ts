import { useTranslation } from 'react-i18next';
import { toSingleLine } from '../../base/toSingleLine.ts';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoneState } from '../../calling/react.tsx';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';

export const useIncomingCalls = (): readonly IncomingSnapshot[] => usePhoneState((state) => state.incoming);

/** Makes a caller's name one short line for texts without `<bdi>`, where characters in the name could reverse the text. */
export const sanitizeName = (name: string): string => toSingleLine(name, 80);

/**
 * Returns the caller's sanitized name, or *someone* if not even an id is known. An id at least tells two cards apart.
 * @param incoming `undefined` while no call rings
 */
export function useCallerName(incoming: IncomingSnapshot | undefined): string {
  const { t } = useTranslation();
  const name = usePersonName(incoming?.callerId ?? null, incoming?.displayName);
  return sanitizeName(name || t('incoming.someone'));
}

/** @param incomingId the SDK's id of the incoming call. @returns the `id` of its card's element */
export const getCardId = (incomingId: string): string => `incoming-${incomingId}`;
