import { parseLanguageTag } from '../base/languageTag.ts';

/**
 * Finds the locale for dates and times: the browser's locale if it belongs to the page's language, because it has the
 * user's own order of day and month and the user's own clock.
 * @param language of the page, for example `en`
 * @returns for example `en-GB`
 */
export const findFormatLocale = (language: string): string => {
  const base = parseLanguageTag(language)?.language;
  return navigator.languages.find((tag) => parseLanguageTag(tag)?.language === base) ?? language;
};
