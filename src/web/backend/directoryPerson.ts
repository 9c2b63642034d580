import * as z from 'zod/mini';

/** A person in the directory of the tenant. */
export interface DirectoryPerson {
  /** Entra object id, in small letters. */
  readonly oid: string;
  readonly name: string;
  /** The sign-in name. */
  readonly upn: string | null;
  readonly jobTitle: string | null;
}

const optionalText = z.optional(z.nullable(z.string()));
/** A user as Graph describes them. @see https://learn.microsoft.com/graph/api/resources/user */
export const GraphUser = z.object({
  id: z.string(),
  displayName: optionalText,
  userPrincipalName: optionalText,
  jobTitle: optionalText,
});

/** Characters that break a line or change the direction of the text around them. Names may contain them. */
const disruptiveCharacters = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Makes a name harmless for the text around it. The longest name that Entra allows has 256 characters. */
const toOneLine = (value: string) => value.slice(0, 256).replaceAll(disruptiveCharacters, ' ').trim();

/** The query parameter that limits the answer to the properties that the app needs. */
export const selectParameter = '$select=id,displayName,userPrincipalName,jobTitle';
export const toPerson = (user: z.infer<typeof GraphUser>): DirectoryPerson => ({
  oid: user.id.toLowerCase(),
  name: toOneLine(user.displayName ?? '') || toOneLine(user.userPrincipalName ?? '') || user.id,
  upn: toOneLine(user.userPrincipalName ?? '') || null,
  jobTitle: toOneLine(user.jobTitle ?? '') || null,
});
