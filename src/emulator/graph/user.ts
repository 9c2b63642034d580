import type { Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { createNotFound } from './graphError.ts';

/** A person as Graph describes them. */
export type GraphUser = ReturnType<typeof createGraphUser>;

/** @returns Graph's resource `user`, with all properties for which the emulator has a value. */
export function createGraphUser(person: Person) {
  const { businessPhones, jobTitle, mobilePhone, officeLocation, department, companyName } = person.profile;
  // A bot has neither a given name nor a surname.
  const [givenName = '', surname = ''] = person.bot ? [] : person.displayName.split(' ');
  return {
    businessPhones,
    displayName: person.displayName,
    givenName: givenName || null,
    jobTitle,
    mail: person.upn,
    mobilePhone,
    officeLocation,
    preferredLanguage: null,
    surname: surname || null,
    userPrincipalName: person.upn,
    id: person.oid,
    department,
    companyName,
    // The type allows `null`, because `reduceToBasicProfile` removes the value.
    userType: (person.isGuest ? 'Guest' : 'Member') as string | null,
  };
}

/**
 * Removes what a caller without the permission `User.Read.All` may not read about other people.
 * @see https://learn.microsoft.com/graph/permissions-reference#userreadbasicall
 */
export const reduceToBasicProfile = (user: GraphUser): GraphUser => ({
  ...user,
  businessPhones: [],
  jobTitle: null,
  mobilePhone: null,
  officeLocation: null,
  department: null,
  companyName: null,
  userType: null,
});

/**
 * The properties that Graph sends only when `$select` names them. The emulator returns `null` for those without a value.
 * @see https://learn.microsoft.com/graph/api/resources/user
 */
export const nonDefaultProperties: readonly string[] = `
  accountEnabled ageGroup assignedLicenses assignedPlans city companyName country createdDateTime department employeeId
  employeeType externalUserState faxNumber identities imAddresses mailNickname mySite onPremisesDomainName otherMails
  postalCode preferredDataLocation preferredName provisionedPlans proxyAddresses showInAddressList state streetAddress
  usageLocation userType`
  .trim()
  .split(/\s+/);

/** Removes the properties that Graph sends only when `$select` names them. */
export const pickDefaultProperties = (user: GraphUser): object =>
  Object.fromEntries(Object.entries(user).filter(([name]) => !nonDefaultProperties.includes(name)));

export function listColleagues({ people }: Directory, { tid }: Person): Person[] {
  return people.filter((person) => person.tid === tid);
}

/** Finds a person in the caller's tenant. @throws GraphError 404 for all others: as in Graph, other tenants are invisible. */
export function findColleague({ findPerson }: Directory, idOrUpn: string, caller: Person): Person {
  const person = findPerson(idOrUpn);
  if (person?.tid === caller.tid) return person;
  throw createNotFound(idOrUpn);
}
