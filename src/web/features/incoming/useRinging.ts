import { usePersonName, usePhone, usePhoneState, useReadable } from '../../calling/react.tsx';
import type { IncomingSnapshot } from '../../calling/snapshot.ts';
import { useTranslation } from 'react-i18next';

const none: readonly IncomingSnapshot[] = [];

/** The calls that ring in this tab: none while another one is the phone. */
export function useRinging(): readonly IncomingSnapshot[] {
  const incoming = usePhoneState((state) => state.incoming);
  return useReadable(usePhone().leader.role) === 'phone' ? incoming : none;
}

/** Who calls, in words. @param incoming `undefined` while nobody does */
export function useCallerName(incoming: IncomingSnapshot | undefined): string {
  const { t } = useTranslation();
  return usePersonName(incoming?.from ?? null, incoming?.displayName) || t('incoming.someone');
}
