import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { parseLanguageTag } from '../base/languageTag.ts';

/** Matches a number in E.164 form, as Teams and the SDK write it: `+` and 5 to 15 digits. */
const e164Pattern = /^\+\d{5,15}$/;
const formattedNumbers = new Map<string, string>();
const maxCached = 500;

/** Groups the digits of a phone number as is usual in its country. Returns any other text unchanged. */
export function formatPhoneNumber(text: string): string {
  if (!e164Pattern.test(text)) return text;
  const cached = formattedNumbers.get(text);
  if (cached !== undefined) return cached;
  if (formattedNumbers.size >= maxCached) formattedNumbers.clear();
  const formatted = parsePhoneNumberFromString(text)?.formatInternational() ?? text;
  formattedNumbers.set(text, formatted);
  return formatted;
}

/** Removes the prefix of a raw id, such as `8:orgid:` or `4:`, and groups the digits of a phone number. */
export const toDisplayId = (rawId: string): string =>
  formatPhoneNumber(rawId.replace(/^((?:8|28):(?:orgid|gcch|dod)|4):/, ''));

/** Returns the country in a language tag, for example `GB` in `en-GB`, to which phone numbers without `+` belong. */
export const readCountry = (language: string): CountryCode | undefined =>
  parseLanguageTag(language)?.region as CountryCode | undefined;

/**
 * Converts a phone number that a person typed, for example `(425) 555-0100`, to E.164 form. A number without `+` belongs to the
 * country of the browser's language. @returns `null` if the text is no phone number
 */
export function toE164(text: string): string | null {
  const number = parsePhoneNumberFromString(text, readCountry(navigator.language));
  return number?.isPossible() ? number.number : null;
}
