import type { CallDirection } from '@azure/communication-calling';
import { useTranslation } from 'react-i18next';
import type { CompanyCall } from '../calling/call/callOrigin.ts';
import { useTimeFormats } from '../i18n/formatTime.ts';
import { useLineName } from './useLineName.ts';

/** Returns words about an agent's call: on which of the company's lines it goes, and how long the caller waited; empty if neither. */
export function useCompanyWords(companyCall: CompanyCall | null, direction: CallDirection): string {
  const { t } = useTranslation();
  const { formatDuration } = useTimeFormats();
  const line = useLineName(companyCall?.number ?? '');
  if (companyCall === null) return '';
  const words = t(direction === 'Incoming' ? 'company.to' : 'company.from', { line });
  const { waitedSeconds } = companyCall;
  if (waitedSeconds === null) return words;
  return `${words} · ${t('company.waited', { time: formatDuration(waitedSeconds) })}`;
}
