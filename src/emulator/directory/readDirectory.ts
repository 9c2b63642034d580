import { readFileSync } from 'node:fs';
import { createDirectory, type Directory, type DirectoryEntries, type Tenant } from '../core/directory.ts';
import { emptyProfile, type Person } from '../core/people.ts';
import type { ConsentPolicy } from '../wire/consentPolicies.ts';
import { checkDirectory, portPlaceholder } from './checkDirectory.ts';
import { DirectoryError } from './directoryFault.ts';
import { createReferences, locateEntries, readId, type References } from './entries.ts';
import type { CompleteDirectoryFile, DirectoryFile } from './schema.ts';

const defaultFile: unknown = JSON.parse(
  readFileSync(new URL('./default.directory.json', import.meta.url), 'utf8'),
);

/** @throws DirectoryError for a file that cannot be read, or is not JSON. */
function readJson(path: string): unknown {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const found = error instanceof Error ? error.message : 'no file';
    throw new DirectoryError(path, [{ path: '', found, expected: 'a file that can be read' }]);
  }
  try {
    // Editors on Windows may put a byte order mark at the beginning, which JSON does not allow.
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    const found = `no JSON (${error instanceof Error ? error.message : 'another text'})`;
    throw new DirectoryError(path, [{ path: '', found, expected: 'a JSON object' }]);
  }
}

/**
 * Reads and checks a directory file, and creates the directory that it describes.
 * @param source the path of a directory file, or its content. By default, the default directory.
 * @param appPort the port of the app, which takes the place of `{PORT}` in redirect URIs.
 * @param consent a consent policy for all tenants. If it is given, no administrator has consented to anything.
 */
export function readDirectory(
  source: string | DirectoryFile | undefined,
  appPort: number,
  consent?: ConsentPolicy,
): Directory {
  const path = typeof source === 'string' ? source : undefined;
  const file = path === undefined ? (source ?? defaultFile) : readJson(path);
  const checked = checkDirectory(file, defaultFile);
  if ('faults' in checked) throw new DirectoryError(path, checked.faults);
  return createDirectory(createEntries(checked.file, appPort, consent));
}

/** @returns the value that a checked file always has. @throws Error if the check was left out. */
function requireValue<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The directory file was not checked.');
  return value;
}

/** Creates the entries of a checked file. `readDirectory` explains `appPort` and `consent`. */
function createEntries(
  file: CompleteDirectoryFile,
  appPort: number,
  consent: ConsentPolicy | undefined,
): DirectoryEntries {
  const references = createReferences(locateEntries(file));
  const findPersonId = (name: string): string => requireValue(references.findPerson(name)).id;
  const people = createPeople(file, references, findPersonId);
  const findCreatedPerson = (name: string): Person => {
    const id = findPersonId(name);
    return requireValue(people.find(({ oid }) => oid === id));
  };
  const [firstTenant, ...otherTenants] = file.tenants.map((entry): Tenant => ({
    ...entry,
    id: requireValue(readId.tenants(entry)),
    domain: entry.domain.toLowerCase(),
    userConsent: consent ?? entry.userConsent,
  }));
  return {
    // The type demands at least one tenant.
    tenants: [requireValue(firstTenant), ...otherTenants],
    applications: file.applications.map((entry) => ({
      ...entry,
      clientId: requireValue(readId.applications(entry)),
      tid: requireValue(references.findTenantIdOf(entry)),
      redirectUris: entry.redirectUris.map((uri) => uri.replaceAll(portPlaceholder, String(appPort))),
      adminConsents: consent === undefined ? entry.adminConsents : [],
    })),
    people,
    phones: file.phones.map(({ note = '', ...phone }) => ({ ...phone, note })),
    voiceApplications: file.voiceApplications.map((entry) => ({
      ...entry,
      rawId: `28:orgid:${requireValue(readId.voiceApplications(entry))}`,
    })),
    resourceAccounts: file.resourceAccounts.map((entry) => {
      const oid = requireValue(readId.resourceAccounts(entry));
      const tid = requireValue(references.findTenantIdOf(entry));
      return { ...entry, oid, tid, rawId: `28:orgid:${oid}` };
    }),
    acsNumbers: file.acsNumbers.map(({ number }) => number),
    assignments: file.assignments.map(({ principal, clientIds = [] }) => {
      const person = references.findPerson(principal);
      const { id, tenantId } = requireValue(person ?? references.findResourceAccount(principal));
      return {
        objectId: id,
        tenantId: requireValue(tenantId),
        principalType: person ? ('user' as const) : ('teamsResourceAccount' as const),
        clientIds: clientIds.map((clientId) => clientId.toLowerCase()),
      };
    }),
    meetings: file.meetings.map((entry) => ({
      ...entry,
      threadId: requireValue(readId.meetings(entry)),
      organizer: findPersonId(entry.organizer),
      coOrganizers: entry.coOrganizers.map(findPersonId),
    })),
    calendarEvents: file.calendarEvents.map((entry) => ({
      ...entry,
      id: requireValue(readId.calendarEvents(entry)),
      threadId: entry.meeting === undefined ? null : requireValue(references.findThreadId(entry.meeting)),
      location: entry.location ?? '',
      organizer: findCreatedPerson(entry.organizer),
      attendees: entry.attendees.map(findCreatedPerson),
    })),
    contacts: createContacts(file, findPersonId),
  };
}

function createPeople(
  { people, bots }: CompleteDirectoryFile,
  references: References,
  findPersonId: (name: string) => string,
): Person[] {
  const createIdentity = (entry: (typeof people | typeof bots)[number]) => ({
    oid: requireValue(readId.people(entry)),
    tid: requireValue(references.findTenantIdOf(entry)),
    upn: entry.upn.toLowerCase(),
    displayName: entry.displayName,
  });
  return [
    ...people.map((entry): Person => ({
      ...entry,
      ...createIdentity(entry),
      profile: {
        jobTitle: entry.jobTitle ?? null,
        department: entry.department ?? null,
        officeLocation: entry.officeLocation ?? null,
        companyName: entry.companyName ?? null,
        businessPhones: entry.businessPhones,
        mobilePhone: entry.mobilePhone ?? null,
        managerOid: entry.manager === undefined ? null : findPersonId(entry.manager),
      },
      isGuest: entry.guest,
    })),
    ...bots.map((entry): Person => ({
      ...createIdentity(entry),
      profile: { ...emptyProfile, jobTitle: entry.jobTitle ?? null },
      teamsLicence: true,
      teamsPhoneLicence: true,
      photo: false,
      administrator: false,
      isGuest: false,
      bot: entry.whenCalled,
    })),
  ];
}

/** Creates the contacts in the order of their display names, in which Graph lists them. */
function createContacts({ contacts }: CompleteDirectoryFile, findPersonId: (name: string) => string) {
  return contacts
    .map((entry) => ({
      ...entry,
      id: requireValue(readId.contacts(entry)),
      companyName: entry.companyName ?? null,
      jobTitle: entry.jobTitle ?? null,
      mobilePhone: entry.mobilePhone ?? null,
      email: entry.email ?? null,
      ownerOid: entry.owner === undefined ? null : findPersonId(entry.owner),
    }))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
}
