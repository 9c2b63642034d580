import type { CountryCode } from 'libphonenumber-js/min';
import { parseLanguageTag } from '../base/languageTag.ts';

/**
 * Returns the country in the browser's language, for example `GB` in `en-GB`. The app reads a phone number without `+`
 * as a number of that country.
 */
export function readCountry(language: string): CountryCode | undefined {
  return parseLanguageTag(language)?.region as CountryCode | undefined;
}
