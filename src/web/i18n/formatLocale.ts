import { parseLanguageTag } from '../base/languageTag.ts';

/**
 * Finds the locale for dates, times and numbers. A locale of the browser in the page's language is best, because it tells how the
 * user writes days and hours.
 * @param language of the page, for example `en`
 * @returns for example `en-GB`
 */
export const findFormatLocale = (language: string): string => {
  const base = parseLanguageTag(language)?.language;
  return navigator.languages.find((tag) => parseLanguageTag(tag)?.language === base) ?? language;
};
