import { useTranslation } from 'react-i18next';
import { createFormatCache, findFormatLocale } from './formatValue.ts';

const cacheDateFormat = (options: Intl.DateTimeFormatOptions) =>
  createFormatCache((locale) => new Intl.DateTimeFormat(locale, options));
const cacheNumberFormat = (options: Intl.NumberFormatOptions) =>
  createFormatCache((locale) => new Intl.NumberFormat(locale, options));

// Each is created when it is used. All nine would delay the phone's first frame by about 10 ms.
const getTime = cacheDateFormat({ hour: 'numeric', minute: '2-digit' });
const getExactTime = cacheDateFormat({ timeStyle: 'medium' });
const getDateAndTime = cacheDateFormat({ dateStyle: 'full', timeStyle: 'short' });
const getShortDate = cacheDateFormat({ dateStyle: 'medium' });
const getShortDateAndTime = cacheDateFormat({ dateStyle: 'medium', timeStyle: 'short' });
const getNumber = cacheNumberFormat({ useGrouping: false });
const getSeconds = cacheNumberFormat({ style: 'unit', unit: 'second', unitDisplay: 'long' });
const getMinutes = cacheNumberFormat({ style: 'unit', unit: 'minute', unitDisplay: 'long' });
const getTwoDigits = cacheNumberFormat({ useGrouping: false, minimumIntegerDigits: 2 });

/**
 * Formats a duration as `3:07`, or from one hour on as `1:02:03`, with the locale's digits. Not all supported browsers have
 * `Intl.DurationFormat`.
 * @param seconds whole seconds
 */
export function formatDurationIn(locale: string, seconds: number): string {
  const number = getNumber(locale);
  const twoDigits = getTwoDigits(locale);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const hoursAndMinutes =
    hours > 0 ? `${number.format(hours)}:${twoDigits.format(minutes)}` : number.format(minutes);
  return `${hoursAndMinutes}:${twoDigits.format(seconds % 60)}`;
}

/** Returns functions that write times as the user's locale does. Times are in milliseconds since 1970. */
export function useTimeFormats() {
  const { t, i18n } = useTranslation();
  const locale = findFormatLocale(i18n.language);
  return {
    locale,
    formatTime: (at: number) => getTime(locale).format(at),
    formatTimeRange: (from: number, to: number) => getTime(locale).formatRange(from, to),
    /** With seconds, for what happens within the next minute. */
    formatExactTime: (at: number) => getExactTime(locale).format(at),
    formatDateAndTime: (at: number) => getDateAndTime(locale).format(at),
    formatShortDateAndTime: (at: number) => getShortDateAndTime(locale).format(at),
    /** For example *Today 4:59 PM*, or the date and the time. Only before the time may a line end. */
    formatRecentTime: (at: number) => {
      const isToday = new Date(at).toDateString() === new Date().toDateString();
      const day = isToday ? t('history.today') : getShortDate(locale).format(at);
      return `${day} ${getTime(locale).format(at).replaceAll(' ', '\u00A0')}`;
    },
    /** For example *30 seconds* or *2 minutes*. @param length seconds: less than a minute, or whole minutes */
    formatLength: (length: number) =>
      length < 60 ? getSeconds(locale).format(length) : getMinutes(locale).format(length / 60),
    formatDuration: (seconds: number) => formatDurationIn(locale, seconds),
  };
}

/** Formats a date in words, with the year if that is not the current one. @param language of the page, for example `en` */
export const formatDay = (startsAt: number, now: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(new Date(startsAt).getFullYear() !== new Date(now).getFullYear() && { year: 'numeric' }),
  }).format(startsAt);
