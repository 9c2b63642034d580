import type { Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { createNotFound } from './graphError.ts';

/** @returns a person as Graph's `user` resource, with the properties that Graph sends without `$select`. */
function createDefaultProperties(person: Person) {
  const { businessPhones, jobTitle, mobilePhone, officeLocation } = person.profile;
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
  };
}

/** The names of the properties that Graph sends without `$select`. */
export const defaultProperties: readonly string[] = `
  businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname
  userPrincipalName id`
  .trim()
  .split(/\s+/);

/** A person as Graph describes them. */
export interface GraphUser extends ReturnType<typeof createDefaultProperties> {
  readonly department: string | null;
  readonly companyName: string | null;
  readonly userType: string | null;
}

/** @returns a person as Graph's `user` resource, with all properties for which the emulator has a value. */
export function createGraphUser(person: Person): GraphUser {
  const { department, companyName } = person.profile;
  const userType = person.isGuest ? 'Guest' : 'Member';
  return { ...createDefaultProperties(person), department, companyName, userType };
}

/**
 * Removes what a caller with `User.ReadBasic.All`, but without `User.Read.All`, may not read about other people. The
 * basic profile consists of the names, the e-mail address, the UPN and the photo.
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

export function listColleagues({ people }: Directory, { tid }: Person): Person[] {
  return people.filter((person) => person.tid === tid);
}

/** Finds a person in the caller's tenant. The people of other tenants are invisible, as in Graph. */
export function findColleague({ findPerson }: Directory, idOrUpn: string, caller: Person): Person {
  const person = findPerson(idOrUpn);
  if (person?.tid === caller.tid) return person;
  throw createNotFound(idOrUpn);
}
