import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { parseLanguageTag } from '../base/languageTag.ts';

/** Matches a number in E.164 form, as Teams and the SDK write it: `+` and 5 to 15 digits. */
const e164Pattern = /^\+\d{5,15}$/;
/** Keeps formatted numbers, because lists format the same ones whenever they are rendered. */
const formattedNumbers = new Map<string, string>();
const maxKept = 500;

/** Groups the digits of a phone number as is usual in its country. Returns any other text unchanged. */
export function formatPhoneNumber(text: string): string {
  if (!e164Pattern.test(text)) return text;
  const kept = formattedNumbers.get(text);
  if (kept !== undefined) return kept;
  if (formattedNumbers.size >= maxKept) formattedNumbers.clear();
  const formatted = parsePhoneNumberFromString(text)?.formatInternational() ?? text;
  formattedNumbers.set(text, formatted);
  return formatted;
}

/** Keeps a formatted number on one line of a sentence: no line may end at its spaces and hyphens. */
export const joinNumber = (formatted: string): string =>
  formatted.replaceAll(' ', '\u00a0').replaceAll('-', '\u2060-\u2060');

/** Removes the prefix of a raw id, such as `8:orgid:` or `4:`, and groups the digits of a phone number. */
export const toDisplayId = (rawId: string): string =>
  formatPhoneNumber(rawId.replace(/^(?:(?:(?:8|28):(?:orgid|gcch|dod)|4):|8:acs:[^_]*_[^_]*_(?=.))/, ''));

/** Returns the country in a language tag, for example `GB` in `en-GB`. The app assumes this country for numbers without `+`. */
export const readCountry = (language: string): CountryCode | undefined =>
  // The cast is safe: the library ignores a country that it does not know.
  parseLanguageTag(language)?.region as CountryCode | undefined;

/**
 * Converts a phone number that a person typed, for example `(425) 555-0100`, to E.164 form. Reads a number without `+` as one of
 * the country in the browser's language. @returns `null` if the text is no phone number
 */
export function toE164(text: string): string | null {
  const number = parsePhoneNumberFromString(text, readCountry(navigator.language));
  return number?.isPossible() ? number.number : null;
}
