import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { parseLanguageTag } from '../base/languageTag.ts';

/**
 * Reads a phone number that a person typed, for example `(425) 555-0100`.
 * @param language the language with the country of a number without `+`; by default the browser's
 * @returns the number in E.164 form; `null` if the text is no phone number
 */
export function toE164(
  text: string,
  language: string = globalThis.navigator?.language ?? 'en',
): string | null {
  const country = parseLanguageTag(language)?.region as CountryCode | undefined;
  const number = parsePhoneNumberFromString(text, country);
  return number?.isPossible() ? number.number : null;
}
