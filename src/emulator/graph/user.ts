import type { Person } from '../people.ts';

/** A person as Graph's `user` resource, with the properties that Graph sends when none are selected. */
export function graphUser(person: Person) {
  const [givenName = '', surname = ''] = person.bot ? [] : person.displayName.split(' ');
  return {
    businessPhones: [] as string[],
    displayName: person.displayName,
    givenName: givenName || null,
    jobTitle: person.jobTitle,
    mail: person.upn,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: surname || null,
    userPrincipalName: person.upn,
    id: person.oid,
  };
}
export type GraphUser = ReturnType<typeof graphUser>;

/** @param fields the value of `$select`, comma-separated; names that do not exist are left out. */
export function select(user: GraphUser, fields: string | undefined): object {
  if (!fields) return user;
  const wanted = new Set(fields.split(',').map((field) => field.trim()));
  return Object.fromEntries(Object.entries(user).filter(([name]) => wanted.has(name)));
}
