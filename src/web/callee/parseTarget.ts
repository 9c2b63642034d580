import { AsYouType, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type en from '../../../public/locales/en.json';
import { formatNumber } from '../people/shortId.ts';
import type { Target } from '../calling/call/target.ts';
import { emergencyOf } from './emergency.ts';

/** The text of a callee box, parsed. */
export type ParsedTarget =
  | { readonly kind: 'empty' }
  /** The text alone can be called. */
  | {
      readonly kind: 'target';
      readonly targetType: 'person' | 'app' | 'phone' | 'emergency' | 'meeting';
      readonly target: Target;
      /** The target as the app writes it, for example with the digits of a number in groups. */
      readonly shown: string;
      /** The extension after a phone number. The service does not dial it: the user enters it once the call is answered. */
      readonly extension?: string;
    }
  /** A name or an address, for which the directory can be searched. */
  | { readonly kind: 'search'; readonly text: string }
  | {
      readonly kind: 'invalid';
      readonly reason: keyof (typeof en)['dial']['invalid'];
      /** The number in the words of the reason, if they have one. */
      readonly number?: string;
    };

const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const teamsIdPattern = /^((?:8|28):orgid:)(.*)$/is;
const numberPattern = /^\+?[\d\s()./-]{3,}$/;
const numberWithExtensionPattern = /^\+?[\d\s()./-]{3,}[,;]?\s*(?:extension|ext\.?|x|#)\s*=?\s*\d{1,7}$/i;
/** An internal extension: few digits, or a word like `ext.` before them. */
const extensionPattern = /^(?:(?:extension|ext\.?|x|#)\s*\d{1,7}|\d{3,5})$/i;
/** Longer than any name, address or link. */
const maxCharacters = 2_000;

/** The host of Teams meeting links. */
const meetingHost = 'teams.microsoft.com';
/** The hosts of meeting links in national clouds. They have a warning of their own. */
const nationalHosts = new Set([
  'gov.teams.microsoft.us',
  'dod.teams.microsoft.us',
  'teams.microsoftonline.cn',
]);
const nationalIdPattern = /^(?:8|28):(?:gcch|dod):/i;

/**
 * Parses a Teams user id (`8:orgid:…`, or the object id alone), the id of a Teams voice application (`28:orgid:…`), a phone
 * number or the link of a Teams meeting. The SDK validates none of them, so this function refuses everything else. It also
 * refuses national clouds: see docs/decisions/public-cloud-only.md.
 * @param country the country of a phone number without `+`
 * @see https://learn.microsoft.com/azure/communication-services/concepts/identifiers
 */
export function parseTarget(text: string, country?: CountryCode): ParsedTarget {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (trimmed.length > maxCharacters) return { kind: 'invalid', reason: 'tooLong' };
  if (/^https?:/i.test(trimmed)) return parseMeetingLink(trimmed);
  const emergency = emergencyOf(trimmed, country);
  if (emergency) return emergencyTarget(emergency);
  if (extensionPattern.test(trimmed)) return { kind: 'invalid', reason: 'extensionOnly' };
  if (nationalIdPattern.test(trimmed)) return { kind: 'invalid', reason: 'nationalCloud' };
  const [, prefix = '8:orgid:', id = trimmed] = teamsIdPattern.exec(trimmed) ?? [];
  if (guidPattern.test(id)) {
    const rawId = `${prefix.toLowerCase()}${id.toLowerCase()}`;
    const targetType = rawId.startsWith('28:') ? 'app' : 'person';
    return {
      kind: 'target',
      targetType,
      target: { kind: 'people', rawIds: [rawId] },
      shown: id.toLowerCase(),
    };
  }
  if (teamsIdPattern.test(trimmed) || /^(?=.*[a-f-])(?=.*\d)[0-9a-f-]{8,}$/i.test(trimmed))
    if (!numberPattern.test(trimmed)) return { kind: 'invalid', reason: 'incompleteId' };
  if (trimmed.startsWith('4:+')) return parsePhoneNumber(trimmed.slice(2), country);
  if (/^\d+:/.test(trimmed)) return { kind: 'invalid', reason: 'otherIdentifier' };
  if (numberPattern.test(trimmed) || numberWithExtensionPattern.test(trimmed))
    return parsePhoneNumber(trimmed, country);
  return { kind: 'search', text: trimmed };
}

function emergencyTarget({ number, isHere }: { number: string; isHere: boolean }): ParsedTarget {
  if (!isHere) return { kind: 'invalid', reason: 'emergencyElsewhere', number };
  // Without a country code: the organisation's phone line knows in which country it is.
  return {
    kind: 'target',
    targetType: 'emergency',
    target: { kind: 'people', rawIds: [`4:${number}`] },
    shown: number,
  };
}

function parsePhoneNumber(text: string, country: CountryCode | undefined): ParsedTarget {
  const number = parsePhoneNumberFromString(text.replace(/,(?=\s*\D)/, ' '), country);
  if (!number?.isPossible())
    return { kind: 'invalid', reason: text.startsWith('+') ? 'phoneNumber' : 'phoneNumberWithoutPlus' };
  return {
    kind: 'target',
    targetType: 'phone',
    target: { kind: 'people', rawIds: [`4:${number.number}`] },
    shown: formatNumber(number.number),
    ...(number.ext !== undefined && { extension: number.ext }),
  };
}

/** Puts the digits of a number that begins with `+` into groups while the user types. Other texts stay as they are. */
export const formatWhileTyping = (text: string): string =>
  /^\+\d[\d\s()-]*$/.test(text) ? new AsYouType().input(text) : text;

function parseMeetingLink(text: string): ParsedTarget {
  const url = URL.parse(text);
  if (url && nationalHosts.has(url.hostname)) return { kind: 'invalid', reason: 'nationalCloud' };
  if (url?.protocol !== 'https:' || url.hostname !== meetingHost || url.port !== '' || url.username !== '')
    return { kind: 'invalid', reason: 'otherLink' };
  const isMeeting = /^\/(l\/meetup-join|meet)\/[^/]/.test(url.pathname);
  if (!isMeeting) return { kind: 'invalid', reason: 'otherLink' };
  return {
    kind: 'target',
    targetType: 'meeting',
    target: { kind: 'meeting', link: url.href },
    shown: url.hostname,
  };
}
