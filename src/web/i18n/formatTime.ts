import { useTranslation } from 'react-i18next';
import { createFormatCache, findFormatLocale } from './formatValue.ts';

const getFormats = createFormatCache((locale) => ({
  time: new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }),
  exactTime: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
  dateAndTime: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }),
  shortDate: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
  shortDateAndTime: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  number: new Intl.NumberFormat(locale, { useGrouping: false }),
  seconds: new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' }),
  minutes: new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' }),
  twoDigits: new Intl.NumberFormat(locale, { useGrouping: false, minimumIntegerDigits: 2 }),
}));

/**
 * Formats a duration as `3:07`, or from one hour on as `1:02:03`, with the locale's digits. Not all supported browsers have
 * `Intl.DurationFormat`.
 * @param seconds whole seconds
 */
export function formatDurationIn(locale: string, seconds: number): string {
  const { number, twoDigits } = getFormats(locale);
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
  const { time, exactTime, dateAndTime, shortDate, shortDateAndTime, seconds, minutes } = getFormats(locale);
  return {
    locale,
    formatTime: (at: number) => time.format(at),
    formatTimeRange: (from: number, to: number) => time.formatRange(from, to),
    /** With seconds, for what happens within the next minute. */
    formatExactTime: (at: number) => exactTime.format(at),
    formatDateAndTime: (at: number) => dateAndTime.format(at),
    formatShortDateAndTime: (at: number) => shortDateAndTime.format(at),
    /** For example *Today 4:59 PM*, or the date and the time. Only before the time may a line end. */
    formatRecentTime: (at: number) => {
      const isToday = new Date(at).toDateString() === new Date().toDateString();
      const day = isToday ? t('history.today') : shortDate.format(at);
      return `${day} ${time.format(at).replaceAll(' ', '\u00A0')}`;
    },
    /** For example *30 seconds* or *2 minutes*. @param length seconds: less than a minute, or whole minutes */
    formatLength: (length: number) => (length < 60 ? seconds.format(length) : minutes.format(length / 60)),
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
