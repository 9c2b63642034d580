import { useTranslation } from 'react-i18next';
import { findFormatLocale } from './formatLocale.ts';

/** Maps a locale to its formats. A long list would be slow if each row created its own. */
const formats = new Map<string, { time: Intl.DateTimeFormat; dateAndTime: Intl.DateTimeFormat }>();

function getFormats(locale: string) {
  const format = formats.get(locale) ?? {
    time: new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }),
    dateAndTime: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }),
  };
  formats.set(locale, format);
  return format;
}

/** Returns functions that write a time in the user's own form. Times are in milliseconds since 1970. */
export function useTimeFormats() {
  const locale = findFormatLocale(useTranslation().i18n.language);
  const { time, dateAndTime } = getFormats(locale);
  return {
    locale,
    formatTime: (at: number) => time.format(at),
    formatTimeRange: (from: number, to: number) => time.formatRange(from, to),
    formatDateAndTime: (at: number) => dateAndTime.format(at),
  };
}
