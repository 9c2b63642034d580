import * as z from 'zod/mini';
import type { LookUpResult, Person } from '../people/people.ts';
import { optionalText, toText } from './graphText.ts';

/** A user as Graph describes them. @see https://learn.microsoft.com/graph/api/resources/user */
export const GraphUser = z.object({
  id: z.string(),
  displayName: optionalText,
  userPrincipalName: optionalText,
  jobTitle: optionalText,
});

/** In the UPN of a guest, this part stands between the guest's address and the tenant's domain. */
const guestUpnPattern = /#EXT#@/i;

/**
 * Tells whether a person is a guest of the tenant. The sign-in name tells it, because `User.ReadBasic.All` does not include
 * `userType`: Graph refuses a request for it.
 * @param person what the directory has answered
 * @returns `null` if the directory did not say
 */
export const readIsGuest = (person: LookUpResult): boolean | null =>
  typeof person === 'string' || person.upn === null ? null : guestUpnPattern.test(person.upn);

/** The query parameter that limits the answer to the properties that the app needs. */
export const selectParameter = '$select=id,displayName,userPrincipalName,jobTitle';
export const toPerson = (user: z.infer<typeof GraphUser>): Person => ({
  oid: user.id.toLowerCase(),
  name: toText(user.displayName) ?? toText(user.userPrincipalName) ?? user.id,
  upn: toText(user.userPrincipalName),
  jobTitle: toText(user.jobTitle),
});
