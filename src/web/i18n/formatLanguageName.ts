import { createFormatCache } from './formatValue.ts';

const getNames = createFormatCache((language) => new Intl.DisplayNames(language, { type: 'language' }));

/**
 * Names a language, for example `de-DE` as *German (Germany)*.
 * @param named the BCP 47 tag of the named language
 * @param language of the page
 */
export const formatLanguageName = (named: string, language: string): string =>
  getNames(language).of(named) ?? named;
