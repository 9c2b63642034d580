import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A number in international form, as Teams and the SDK give it. */
const e164 = /^\+\d{5,15}$/;
const formatted = new Map<string, string>();
/** Far more than stand on a screen at once. */
const remembered = 500;

/** A phone number in the groups of its country; any other text stays as it is. */
export function formatNumber(text: string): string {
  if (!e164.test(text)) return text;
  const known = formatted.get(text);
  if (known !== undefined) return known;
  if (formatted.size >= remembered) formatted.clear();
  const number = parsePhoneNumberFromString(text)?.formatInternational() ?? text;
  formatted.set(text, number);
  return number;
}

/** A raw id as people write it: an object id, a number in groups; the name of whoever has no other. */
export const shortId = (rawId: string): string =>
  formatNumber(rawId.replace(/^((?:8|28):(?:orgid|gcch|dod)|4):/, ''));
