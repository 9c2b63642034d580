import { AsYouType, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type en from '../../../public/locales/en.json';
import { formatNumber } from '../people/shortId.ts';
import type { Target } from '../calling/call/target.ts';
import { emergencyOf } from './emergency.ts';

/** What somebody typed into *Call someone*. */
export type Dialled =
  | { readonly kind: 'empty' }
  /** It can be called as it stands. `shown` is how it is read back. */
  | {
      readonly kind: 'target';
      readonly what: 'person' | 'app' | 'phone' | 'emergency' | 'meeting';
      readonly target: Target;
      readonly shown: string;
      /** Typed behind a number. The service dials none; the person enters it when the call is answered. */
      readonly extension?: string;
    }
  /** A name or an address: somebody may be found by it. */
  | { readonly kind: 'search'; readonly text: string }
  | {
      readonly kind: 'invalid';
      readonly reason: keyof (typeof en)['dial']['invalid'];
      /** The number that the reason names. */
      readonly number?: string;
    };

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const withPrefix = /^((?:8|28):orgid:)(.*)$/is;
const numberLike = /^\+?[\d\s()./-]{3,}$/;
const withExtension = /^\+?[\d\s()./-]{3,}[,;]?\s*(?:extension|ext\.?|x|#)\s*=?\s*\d{1,7}$/i;
/** Of an organisation's own telephones: its digits alone, or named as such. */
const extensionOnly = /^(?:(?:extension|ext\.?|x|#)\s*\d{1,7}|\d{3,5})$/i;
/** Longer than any name, address or link; nothing beyond is looked at. */
const longest = 2_000;

/** The host of Teams meeting links; a link to another host leads nobody anywhere. */
const meetingHost = 'teams.microsoft.com';
/** Those of national clouds, which are recognised so that the reason can be told. */
const nationalHosts = new Set([
  'gov.teams.microsoft.us',
  'dod.teams.microsoft.us',
  'teams.microsoftonline.cn',
]);
const nationalId = /^(?:8|28):(?:gcch|dod):/i;

/**
 * Recognises a Teams user id (`8:orgid:…`, or the bare object id), a Teams voice application (`28:orgid:…`), a phone
 * number, and a Teams meeting's link. The SDK validates none of these, so nothing else may reach it. National clouds are
 * refused: see docs/decisions/public-cloud-only.md.
 * @param country whose way of writing numbers without `+` is understood
 * @see https://learn.microsoft.com/azure/communication-services/concepts/identifiers
 */
export function parseDialled(text: string, country?: CountryCode): Dialled {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (trimmed.length > longest) return { kind: 'invalid', reason: 'tooLong' };
  if (/^https?:/i.test(trimmed)) return meeting(trimmed);
  const emergency = emergencyOf(trimmed, country);
  if (emergency) return emergencyCall(emergency);
  if (extensionOnly.test(trimmed)) return { kind: 'invalid', reason: 'extensionOnly' };
  if (nationalId.test(trimmed)) return { kind: 'invalid', reason: 'nationalCloud' };
  const [, prefix = '8:orgid:', id = trimmed] = withPrefix.exec(trimmed) ?? [];
  if (guid.test(id)) {
    const rawId = `${prefix.toLowerCase()}${id.toLowerCase()}`;
    const what = rawId.startsWith('28:') ? 'app' : 'person';
    return { kind: 'target', what, target: { kind: 'people', rawIds: [rawId] }, shown: id.toLowerCase() };
  }
  if (withPrefix.test(trimmed) || /^(?=.*[a-f-])(?=.*\d)[0-9a-f-]{8,}$/i.test(trimmed))
    if (!numberLike.test(trimmed)) return { kind: 'invalid', reason: 'incompleteId' };
  if (trimmed.startsWith('4:+')) return phone(trimmed.slice(2), country);
  if (/^\d+:/.test(trimmed)) return { kind: 'invalid', reason: 'otherIdentifier' };
  if (numberLike.test(trimmed) || withExtension.test(trimmed)) return phone(trimmed, country);
  return { kind: 'search', text: trimmed };
}

function emergencyCall({ number, isHere }: { number: string; isHere: boolean }): Dialled {
  if (!isHere) return { kind: 'invalid', reason: 'emergencyElsewhere', number };
  // As dialled, without a country: the organisation's phone line knows where it stands.
  return {
    kind: 'target',
    what: 'emergency',
    target: { kind: 'people', rawIds: [`4:${number}`] },
    shown: number,
  };
}

function phone(text: string, country: CountryCode | undefined): Dialled {
  const number = parsePhoneNumberFromString(text.replace(/,(?=\s*\D)/, ' '), country);
  if (!number?.isPossible())
    return { kind: 'invalid', reason: text.startsWith('+') ? 'phoneNumber' : 'phoneNumberWithoutPlus' };
  return {
    kind: 'target',
    what: 'phone',
    target: { kind: 'people', rawIds: [`4:${number.number}`] },
    shown: formatNumber(number.number),
    ...(number.ext !== undefined && { extension: number.ext }),
  };
}

/** A number that begins with + in the groups of its country, while it is typed; whatever else is typed stays as it is. */
export const grouped = (text: string): string =>
  /^\+\d[\d\s()-]*$/.test(text) ? new AsYouType().input(text) : text;

function meeting(text: string): Dialled {
  const url = URL.parse(text);
  if (url && nationalHosts.has(url.hostname)) return { kind: 'invalid', reason: 'nationalCloud' };
  if (url?.protocol !== 'https:' || url.hostname !== meetingHost || url.port !== '' || url.username !== '')
    return { kind: 'invalid', reason: 'otherLink' };
  const isMeeting = /^\/(l\/meetup-join|meet)\/[^/]/.test(url.pathname);
  if (!isMeeting) return { kind: 'invalid', reason: 'otherLink' };
  return {
    kind: 'target',
    what: 'meeting',
    target: { kind: 'meeting', link: url.href },
    shown: url.hostname,
  };
}
