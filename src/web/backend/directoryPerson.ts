import * as z from 'zod/mini';
import { optionalText, toText } from './graphText.ts';

/** A person in the directory of the tenant. */
export interface DirectoryPerson {
  /** Entra object id, in small letters. */
  readonly oid: string;
  readonly name: string;
  /** The sign-in name. */
  readonly upn: string | null;
  readonly jobTitle: string | null;
}

/** A user as Graph describes them. @see https://learn.microsoft.com/graph/api/resources/user */
export const GraphUser = z.object({
  id: z.string(),
  displayName: optionalText,
  userPrincipalName: optionalText,
  jobTitle: optionalText,
});

/** The query parameter that limits the answer to the properties that the app needs. */
export const selectParameter = '$select=id,displayName,userPrincipalName,jobTitle';
export const toPerson = (user: z.infer<typeof GraphUser>): DirectoryPerson => ({
  oid: user.id.toLowerCase(),
  name: toText(user.displayName) ?? toText(user.userPrincipalName) ?? user.id,
  upn: toText(user.userPrincipalName),
  jobTitle: toText(user.jobTitle),
});
