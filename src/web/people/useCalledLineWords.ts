import { useTranslation } from 'react-i18next';
import type { CompanyCall } from '../calling/call/callOrigin.ts';
import { useTimeFormats } from '../i18n/formatTime.ts';
import { useLineName } from './useLineName.ts';

/** Returns words about a caller of an agent: which of the company's lines they called, and how long they waited; empty if neither. */
export function useCalledLineWords(companyCall: CompanyCall | null): string {
  const { t } = useTranslation();
  const { formatDuration } = useTimeFormats();
  const line = useLineName(companyCall?.number ?? '');
  if (companyCall === null) return '';
  const words = t('company.to', { line });
  // Most callers need not wait.
  if (!companyCall.waitedSeconds) return words;
  return `${words} · ${t('company.waited', { time: formatDuration(companyCall.waitedSeconds) })}`;
}
