import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number in E.164 form, as Teams and the SDK write it. */
const e164 = /^\+\d{5,15}$/;
/** A cache of formatted numbers. */
const formatted = new Map<string, string>();
/** The size at which the cache is emptied. */
const maxCached = 500;

/** Groups the digits of a phone number as in its country. Returns any other text unchanged. */
export function formatNumber(text: string): string {
  if (!e164.test(text)) return text;
  const known = formatted.get(text);
  if (known !== undefined) return known;
  if (formatted.size >= maxCached) formatted.clear();
  const number = parsePhoneNumberFromString(text)?.formatInternational() ?? text;
  formatted.set(text, number);
  return number;
}

/** A raw id without its prefix: an object id, a grouped phone number, or for example `anonymous`. */
export const shortId = (rawId: string): string =>
  formatNumber(rawId.replace(/^((?:8|28):(?:orgid|gcch|dod)|4):/, ''));
