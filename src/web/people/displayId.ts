import { formatPhoneNumber } from './phoneNumber.ts';

/**
 * Removes the prefix of a raw id, such as `8:orgid:` or `4:`. What remains is an object id, a phone number (whose
 * digits are then grouped), or for example `anonymous`.
 */
export const toDisplayId = (rawId: string): string =>
  formatPhoneNumber(rawId.replace(/^((?:8|28):(?:orgid|gcch|dod)|4):/, ''));
