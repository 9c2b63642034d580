import * as z from 'zod';
import { maxPasscodeLength, meetingNumberPattern, meetingThreadPattern } from '../wire/meetingLink.ts';

// Schemas of fields that several kinds of entries of a directory file have. The text of each schema says what is expected.
// It completes "found …, expected …" in the report of a fault.

/** @param pattern a regular expression without flags, because JSON Schema has none. */
export const matching = (pattern: RegExp, expected: string) =>
  z.string({ error: expected }).regex(pattern, { error: expected });

export const text = (expected = 'a text that is not empty, of at most 256 characters') =>
  z.string({ error: expected }).min(1, { error: expected }).max(256, { error: expected });

export const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, { error: `one of ${values.map((value) => `"${value}"`).join(', ')}` });

export const flag = () => z.boolean({ error: 'true or false' });

export const listOf = <Item extends z.ZodType>(item: Item, expected: string) =>
  z.array(item, { error: expected });

export const wholeNumber = (min: number, max: number) => {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
};

export const guid = () =>
  matching(
    /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
    'a GUID, such as "11111111-2222-4333-8444-555555555555"',
  );

/** Matches a domain name, such as `fabrikam.example`. */
export const domain = () =>
  matching(
    /^[A-Za-z0-9](-*[A-Za-z0-9])*(\.[A-Za-z0-9](-*[A-Za-z0-9])*)+$/,
    'a domain name, such as "fabrikam.example"',
  );

/** Matches a UPN. The part before the `@` has the characters that Entra allows. */
export const upn = () =>
  matching(
    /^[A-Za-z0-9'._!#^~-]{1,64}@[A-Za-z0-9](-*[A-Za-z0-9])*(\.[A-Za-z0-9](-*[A-Za-z0-9])*)+$/,
    'a UPN, such as "alice@fabrikam.example"',
  );

/** The name of a person in another entry. `checkConsistency` finds out whether the person exists. */
export const personName = () => text('the UPN or the id of a person');

/** The name of a tenant in another entry. */
export const tenantName = () => text('the domain or the id of a tenant');

/** A scope that an application may ask for. `consistency.ts` finds out whether the emulator knows it. */
export const scope = () => text('a scope, such as "User.Read"');

export const phoneNumber = () =>
  matching(/^\+[1-9][0-9]{4,14}$/, 'a phone number in international form, such as "+14255550100"');

export const freePhoneNumber = () => text('a phone number; its form is free');

export const threadId = () =>
  matching(meetingThreadPattern, 'a thread id, such as "19:meeting_StandUp@thread.v2"');

export const meetingNumber = () =>
  matching(meetingNumberPattern, 'a text of 9 to 15 digits, such as "201000000001"');

export const passcode = () => {
  const error = `a text of 1 to ${maxPasscodeLength} characters`;
  return z.string({ error }).min(1, { error }).max(maxPasscodeLength, { error });
};
