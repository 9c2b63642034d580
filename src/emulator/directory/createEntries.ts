import type { CalendarEvent, DirectoryEntries, Meeting, Tenant } from '../core/directory.ts';
import { emptyProfile, type Person } from '../core/people.ts';
import { portPlaceholder } from './consistency.ts';
import { locateEntries } from './entries.ts';
import { createReferences, readId, type References } from './identify.ts';
import type { CompleteDirectoryFile } from './schema.ts';

/** @returns the value that a checked file always has. @throws Error if the check was left out. */
function requireValue<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The directory file was not checked.');
  return value;
}

/**
 * Creates the entries of a directory from a checked file.
 * @param appPort the port of the app, which takes the place of `{PORT}` in redirect URIs.
 */
export function createEntries(file: CompleteDirectoryFile, appPort: number): DirectoryEntries {
  const references = createReferences(locateEntries(file));
  const findPersonId = (name: string): string => requireValue(references.findPerson(name)).id;
  const people = createPeople(file, references, findPersonId);
  const findPerson = (name: string): Person => {
    const id = findPersonId(name);
    return requireValue(people.find(({ oid }) => oid === id));
  };
  const [firstTenant, ...otherTenants] = file.tenants.map((entry): Tenant => ({
    id: requireValue(readId.tenants(entry)),
    name: entry.name,
    domain: entry.domain.toLowerCase(),
    userConsent: entry.userConsent,
  }));
  return {
    tenants: [requireValue(firstTenant), ...otherTenants],
    applications: file.applications.map((entry) => ({
      clientId: requireValue(readId.applications(entry)),
      displayName: entry.displayName,
      tid: requireValue(references.findTenantIdOf(entry)),
      accounts: entry.accounts,
      publisherVerified: entry.publisherVerified,
      adminConsents: entry.adminConsents,
      redirectUris: entry.redirectUris.map((uri) => uri.replaceAll(portPlaceholder, String(appPort))),
    })),
    people,
    phones: file.phones.map(({ number, whenCalled, note = '' }) => ({ number, whenCalled, note })),
    voiceApplications: file.voiceApplications.map((entry) => ({
      rawId: `28:orgid:${requireValue(readId.voiceApplications(entry))}`,
      displayName: entry.displayName,
      kind: entry.kind,
      whenCalled: entry.whenCalled,
    })),
    meetings: file.meetings.map((entry): Meeting => ({
      threadId: requireValue(readId.meetings(entry)),
      subject: entry.subject,
      ...(entry.meetingId !== undefined && { meetingId: entry.meetingId }),
      ...(entry.passcode !== undefined && { passcode: entry.passcode }),
      organizer: findPersonId(entry.organizer),
      coOrganizers: entry.coOrganizers.map(findPersonId),
      lobby: entry.lobby,
      defaultRole: entry.defaultRole,
    })),
    calendarEvents: file.calendarEvents.map((entry): CalendarEvent => ({
      id: requireValue(readId.calendarEvents(entry)),
      subject: entry.subject,
      startMinutes: entry.startMinutes,
      durationMinutes: entry.durationMinutes,
      isAllDay: entry.isAllDay,
      threadId: entry.meeting === undefined ? null : requireValue(references.findThreadId(entry.meeting)),
      location: entry.location ?? '',
      organizer: findPerson(entry.organizer),
      attendees: entry.attendees.map(findPerson),
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
      teamsLicence: entry.teamsLicence,
      photo: entry.photo,
      administrator: entry.administrator,
      isGuest: entry.guest,
    })),
    ...bots.map((entry): Person => ({
      ...createIdentity(entry),
      profile: { ...emptyProfile, jobTitle: entry.jobTitle ?? null },
      teamsLicence: true,
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
      id: requireValue(readId.contacts(entry)),
      displayName: entry.displayName,
      companyName: entry.companyName ?? null,
      jobTitle: entry.jobTitle ?? null,
      businessPhones: entry.businessPhones,
      homePhones: entry.homePhones,
      mobilePhone: entry.mobilePhone ?? null,
      email: entry.email ?? null,
      ownerOid: entry.owner === undefined ? null : findPersonId(entry.owner),
    }))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
}
