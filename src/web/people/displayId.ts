import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Accepts a phone number in E.164 form, as Teams and the SDK write it: `+` and 5 to 15 digits. */
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

/**
 * Removes the prefix of a raw id, such as `8:orgid:` or `4:`. What remains is an object id, a phone number (whose
 * digits are then grouped), or for example `anonymous`.
 */
export const toDisplayId = (rawId: string): string =>
  formatPhoneNumber(rawId.replace(/^((?:8|28):(?:orgid|gcch|dod)|4):/, ''));
