import { usePersonName } from '../../people/PeopleProvider.tsx';
import { usePhoneState } from '../../calling/react.tsx';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { useTranslation } from 'react-i18next';

/** The calls that ring in this tab. */
export const useIncomingCalls = (): readonly IncomingSnapshot[] => usePhoneState((state) => state.incoming);

/** The caller's name, or *someone* if the name is unknown. @param incoming `undefined` while no call rings */
export function useCallerName(incoming: IncomingSnapshot | undefined): string {
  const { t } = useTranslation();
  return usePersonName(incoming?.callerId ?? null, incoming?.displayName) || t('incoming.someone');
}
