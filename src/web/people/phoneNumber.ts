import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** Accepts a phone number in E.164 form, as Teams and the SDK write it: `+` and 5 to 15 digits. */
const e164Pattern = /^\+\d{5,15}$/;
/** Maps phone numbers in E.164 form to their formatted text. */
const formattedNumbers = new Map<string, string>();
/** The size at which this cache is emptied. */
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

/**
 * Reads a phone number that a person typed, for example `(425) 555-0100`.
 * @param language the language with the country of a number without `+`; by default the browser's
 * @returns the number in E.164 form; `null` if the text is no phone number
 */
export function toE164(
  text: string,
  language: string = globalThis.navigator?.language ?? 'en',
): string | null {
  const country = new Intl.Locale(language).region as CountryCode | undefined;
  const number = parsePhoneNumberFromString(text, country);
  return number?.isPossible() ? number.number : null;
}
