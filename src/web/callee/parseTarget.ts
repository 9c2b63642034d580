import { AsYouType, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import { isOnMeetingHost } from '../base/teamsHosts.ts';
import type en from '../locales/en.json';
import { formatPhoneNumber } from '../people/phoneNumbers.ts';
import { rawIdOf } from '../people/rawId.ts';
import type { Target } from '../calling/call/target.ts';
import { parseEmergencyNumber } from './emergency.ts';
import { readTelLink } from './telLink.ts';

/** What the text of a callee box means: nothing, a target that can be called, a search in the directory, or a mistake. */
export type ParsedTarget =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'target';
      /** `app`: a Teams voice application, such as an auto attendant or a call queue. */
      readonly targetType: 'person' | 'app' | 'phone' | 'emergency' | 'meeting';
      readonly target: Target;
      /** The target as a text for the user, for example a phone number with its digits in groups. */
      readonly displayText: string;
      /** The extension after a phone number. The service does not dial it, so the user must enter it after the answer. */
      readonly extension?: string;
    }
  | { readonly kind: 'search'; readonly text: string }
  | {
      readonly kind: 'invalid';
      /** The key of the message in the locale files, under `dial.invalid`. */
      readonly reason: keyof (typeof en)['dial']['invalid'];
      /** The phone number that the message mentions, if it mentions one. */
      readonly number?: string;
    };

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Accepts a text that begins like the raw id of a Teams user (`8:`) or voice application (`28:`). */
const teamsIdPrefix = /^(?:8|28):orgid:/i;
/** Accepts a phone number as people write it: digits, spaces, brackets, dots, slashes and hyphens. */
const numberPattern = /^\+?[\d\s()./-]{3,}$/;
/** Accepts a phone number as in `numberPattern` with an extension after it, for example `+1 425 555 0100, ext. 12`. */
const numberWithExtensionPattern = /^\+?[\d\s()./-]{3,}[,;]?\s*(?:extension|ext\.?|x|#)\s*=?\s*\d{1,7}$/i;
/** Accepts an extension alone: three to five digits (more may be a phone number), or up to seven after a word such as `ext.`. */
const extensionPattern = /^(?:(?:extension|ext\.?|x|#)\s*\d{1,7}|\d{3,5})$/i;
/** The most digits of a short number, such as 116117, which works only inside one country or company. */
const maxShortDigits = 6;
/** The longest text that is parsed. It is longer than any name, address or meeting link. */
const maxCharacters = 2_000;

/** The hosts of meeting links in national clouds, which have a warning of their own. */
const nationalHosts = new Set([
  'gov.teams.microsoft.us',
  'dod.teams.microsoft.us',
  'teams.microsoftonline.cn',
]);
/** Accepts the raw id of a user or voice application in a national cloud. */
const nationalIdPattern = /^(?:8|28):(?:gcch|dod):/i;
/** Accepts a likely part of an object id: 8 or more hexadecimal digits and hyphens, with a digit, and with a letter or hyphen. */
const partialGuidPattern = /^(?=.*[a-f-])(?=.*\d)[0-9a-f-]{8,}$/i;

/**
 * Parses the text of a callee box: the id of a Teams user or voice application, a phone number, a `tel:` link, or the link of a
 * Teams meeting. The SDK does not check ids and links, so those that the service would refuse are refused here. So are those of
 * national clouds (see docs/decisions/public-cloud-only.md).
 * @param country the country of a phone number that begins without `+`
 * @see https://learn.microsoft.com/azure/communication-services/concepts/identifiers
 */
export function parseTarget(text: string, country?: CountryCode): ParsedTarget {
  const trimmedText = readTelLink(toPlainCharacters(text).trim());
  if (trimmedText === '') return { kind: 'empty' };
  if (trimmedText.length > maxCharacters) return { kind: 'invalid', reason: 'tooLong' };
  if (/^https?:/i.test(trimmedText)) return parseMeetingLink(trimmedText);
  // Before the extensions, which have as few digits.
  const emergencyNumber = parseEmergencyNumber(trimmedText, country);
  if (emergencyNumber) return toEmergencyTarget(emergencyNumber);
  if (extensionPattern.test(trimmedText)) return { kind: 'invalid', reason: 'extensionOnly' };
  if (nationalIdPattern.test(trimmedText)) return { kind: 'invalid', reason: 'nationalCloud' };
  const possibleOid = trimmedText.replace(teamsIdPrefix, '').toLowerCase();
  if (guidPattern.test(possibleOid))
    return trimmedText.startsWith('28:')
      ? toTarget('app', `28:orgid:${possibleOid}`, possibleOid)
      : toTarget('person', rawIdOf(possibleOid), possibleOid);
  const looksLikeId = teamsIdPrefix.test(trimmedText) || partialGuidPattern.test(trimmedText);
  // Digits with hyphens may also be a phone number.
  if (looksLikeId && !numberPattern.test(trimmedText)) return { kind: 'invalid', reason: 'incompleteId' };
  if (trimmedText.startsWith('4:+')) return parsePhoneNumber(trimmedText.slice(2), country);
  // A raw id of another kind, such as `8:acs:…`, names no Teams user.
  if (/^\d+:/.test(trimmedText)) return { kind: 'invalid', reason: 'otherIdentifier' };
  if (numberPattern.test(trimmedText) || numberWithExtensionPattern.test(trimmedText))
    return parsePhoneNumber(trimmedText, country);
  return { kind: 'search', text: trimmedText };
}

const toTarget = (targetType: 'person' | 'app' | 'phone' | 'emergency', rawId: string, displayText: string) =>
  ({ kind: 'target', targetType, target: { kind: 'people', rawIds: [rawId] }, displayText }) as const;

function toEmergencyTarget({ number, isHere }: { number: string; isHere: boolean }): ParsedTarget {
  if (!isHere) return { kind: 'invalid', reason: 'emergencyElsewhere', number };
  // Without a country code, because the organisation's phone network knows its own country.
  return toTarget('emergency', `4:${number}`, number);
}

function parsePhoneNumber(text: string, country: CountryCode | undefined): ParsedTarget {
  // The library does not accept a comma before a word such as `ext.`.
  const number = parsePhoneNumberFromString(text.replace(/,(?=\s*\D)/, ' '), country);
  if (!number?.isPossible())
    return { kind: 'invalid', reason: text.startsWith('+') ? 'phoneNumber' : 'phoneNumberWithoutPlus' };
  // The library has added the country code to a short number such as 116117, which makes it another number.
  if (!text.startsWith('+') && number.nationalNumber.length <= maxShortDigits)
    return { kind: 'invalid', reason: 'extensionOnly' };
  return {
    ...toTarget('phone', `4:${number.number}`, formatPhoneNumber(number.number)),
    ...(number.ext !== undefined && { extension: number.ext }),
  };
}

/** Puts the digits of a number that begins with `+` into groups while the user types. Other texts stay as they are. */
export const formatWhileTyping = (text: string): string =>
  /^\+\d[\d\s()-]*$/.test(text) ? new AsYouType().input(text) : text;

/** Formats the text of a field with `formatWhileTyping`, unless the caret is inside the text: it would move. */
export const formatTypedText = ({ value, selectionStart }: HTMLInputElement): string =>
  selectionStart === value.length ? formatWhileTyping(value) : value;

function parseMeetingLink(text: string): ParsedTarget {
  const url = URL.parse(text);
  if (url && nationalHosts.has(url.hostname)) return { kind: 'invalid', reason: 'nationalCloud' };
  /** Accepts the paths `/l/meetup-join/…` and `/meet/…`. */
  const meetingPath = /^\/(l\/meetup-join|meet)\/[^/]/;
  if (!url || !isOnMeetingHost(url) || !meetingPath.test(url.pathname))
    return { kind: 'invalid', reason: 'otherLink' };
  return {
    kind: 'target',
    targetType: 'meeting',
    target: { kind: 'meeting', link: url.href },
    displayText: url.hostname,
  };
}

/** Replaces the digits of every script with `0` to `9`, and full-width characters with the usual ones, as in Japanese `１１０`. */
function toPlainCharacters(text: string): string {
  return text.normalize('NFKC').replaceAll(/\p{Nd}/gu, (digit) => String(readDigit(digit)));
}

/** Reads a digit of any script. Unicode lists a script's 0 to 9 in a row, so the value is the number of digits just before it. */
function readDigit(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
