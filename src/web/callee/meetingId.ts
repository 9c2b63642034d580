import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { Target } from '../calling/call/target.ts';

/**
 * Matches 9 to 15 digits with single spaces anywhere between them. No meeting id begins with 0, but many phone numbers without a
 * country code do.
 */
const idPattern = /^[1-9](?: ?\d){8,14}$/;
/** Matches the groups in which Teams shows an id, such as `201 000 000 002`. */
const groupsPattern = /^\d{3}(?: \d{3})+(?: \d{1,2})?$/;
/** The fewest digits of a likely id: a shorter number is more often a phone number without its country code. */
const minLikelyDigits = 12;

/**
 * Reads the id of a Teams meeting, which people type together with a passcode.
 * @param country where the text would be dialled, if it is a phone number without `+`
 * @returns `null` for a text that cannot be such an id
 */
export function readMeetingId(text: string, country?: CountryCode) {
  const trimmedText = text.trim();
  if (!idPattern.test(trimmedText)) return null;
  const digits = trimmedText.replaceAll(' ', '');
  const isPhoneNumber = parsePhoneNumberFromString(digits, country)?.isPossible() ?? false;
  return {
    digits,
    /** The id in the groups in which Teams shows it. */
    shown: digits.replaceAll(/\d{3}(?=\d)/g, '$& '),
    /** Whether the text is more likely an id than a phone number. */
    isLikely: digits.length >= minLikelyDigits && (!isPhoneNumber || groupsPattern.test(trimmedText)),
  };
}

/** Creates the target of a meeting from its id and what the user has entered as its passcode, which may be empty. */
export function createMeetingTarget(meetingId: string, passcodeText: string): Target {
  const passcode = passcodeText.trim();
  return { kind: 'meeting', meetingId, ...(passcode && { passcode }) };
}
