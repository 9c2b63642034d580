import type { Person } from '../core/people.ts';

/** @returns a person as Graph's `user` resource, with the properties that Graph sends without `$select`. */
export function createGraphUser(person: Person) {
  // A bot has neither a given name nor a surname.
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
export type GraphUser = ReturnType<typeof createGraphUser>;

/**
 * The properties that Graph sends only when `$select` names them. The emulator returns `null` for them.
 * @see https://learn.microsoft.com/graph/api/resources/user
 */
export const nonDefaultProperties: readonly string[] = `
  accountEnabled ageGroup assignedLicenses assignedPlans city companyName country createdDateTime department employeeId
  employeeType externalUserState faxNumber identities imAddresses mailNickname mySite onPremisesDomainName otherMails
  postalCode preferredDataLocation preferredName provisionedPlans proxyAddresses showInAddressList state streetAddress
  usageLocation userType`
  .trim()
  .split(/\s+/);
