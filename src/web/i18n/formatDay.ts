/** Formats a date in words, with the year if it is not the present year. @param language of the page, for example `en` */
export const formatDay = (startsAt: number, now: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(new Date(startsAt).getFullYear() !== new Date(now).getFullYear() && { year: 'numeric' }),
  }).format(startsAt);
