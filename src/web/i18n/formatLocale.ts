/**
 * Finds the locale for dates and times: the browser's locale if it belongs to the page's language, because it has the
 * user's own order of day and month and the user's own clock.
 * @param language of the page, for example `en`
 * @returns for example `en-GB`
 */
export const findFormatLocale = (language: string): string => {
  const baseOf = (tag: string) => tag.toLowerCase().split('-')[0];
  return navigator.languages.find((tag) => baseOf(tag) === baseOf(language)) ?? language;
};
