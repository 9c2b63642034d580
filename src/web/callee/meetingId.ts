import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** A text that may be the id of a Teams meeting. */
export interface MeetingId {
  readonly digits: string;
  /** The id in the groups in which Teams shows it, such as `201 000 000 002`. */
  readonly shown: string;
  /** Whether the text is rather a meeting id than a phone number. */
  readonly isLikely: boolean;
}

/**
 * Matches 9 to 15 digits, between which spaces may stand. No meeting id begins with 0, but many phone numbers without a country
 * code do.
 */
const idPattern = /^[1-9](?: ?\d){8,14}$/;
/** Matches the groups in which Teams shows an id. */
const groupsPattern = /^\d{3}(?: \d{3})+(?: \d{1,2})?$/;
/** Ids of this length or more are common. A shorter text is more often a phone number without its country code. */
const likelyLength = 12;

/**
 * Reads the id of a Teams meeting, which people type together with a passcode.
 * @param country the country of a phone number that begins without `+`
 * @returns `null` for a text that cannot be such an id
 */
export function readMeetingId(text: string, country?: CountryCode): MeetingId | null {
  const trimmedText = text.trim();
  if (!idPattern.test(trimmedText)) return null;
  const digits = trimmedText.replaceAll(' ', '');
  const isPhoneNumber = parsePhoneNumberFromString(digits, country)?.isPossible() ?? false;
  return {
    digits,
    shown: digits.replaceAll(/\d{3}(?=\d)/g, '$& '),
    isLikely: digits.length >= likelyLength && (!isPhoneNumber || groupsPattern.test(trimmedText)),
  };
}
