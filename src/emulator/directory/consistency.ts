import { crowdIdPrefix } from '../core/crowd.ts';
import { resolveScope } from '../core/resources.ts';
import { describeValue, type DirectoryFault } from './directoryFault.ts';
import { readText, sectionNames, type LocatedEntry, type Section, type Sections } from './entries.ts';
import { createReferences, readId, type References } from './identify.ts';

/** Stands for the port of the app in redirect URIs, because only the start of the emulator sets this port. */
export const portPlaceholder = '{PORT}';

/** The fields that no two entries of one kind may share, besides their ids. */
const uniqueFields: readonly (readonly [sections: readonly Section[], field: string])[] = [
  [['tenants'], 'domain'],
  [['people', 'bots'], 'upn'],
  [['meetings'], 'meetingId'],
];

/** The fields that name a person of the directory. */
const personFields: readonly (readonly [section: Section, field: string])[] = [
  ['people', 'manager'],
  ['meetings', 'organizer'],
  ['meetings', 'coOrganizers'],
  ['calendarEvents', 'organizer'],
  ['calendarEvents', 'attendees'],
  ['contacts', 'owner'],
];

/** The name of the field from which `readId` reads the id. */
const idFields: Partial<Record<Section, string>> = {
  applications: 'clientId',
  phones: 'number',
  meetings: 'threadId',
};

/**
 * Finds what no schema can describe: entries that are there twice, references to entries that do not exist, and redirect
 * URIs that Entra refuses. Entries that the schema refuses may be among the sections.
 */
export function findInconsistencies(sections: Sections): readonly DirectoryFault[] {
  const references = createReferences(sections);
  return [
    ...findDuplicates(sections),
    ...sections.people.concat(sections.bots).flatMap((located) => checkIdentity(located, references)),
    ...sections.applications.flatMap((located) => checkApplication(located, references)),
    ...sections.applications.flatMap((located) => checkAdminConsents(located, sections)),
    ...personFields.flatMap(([section, field]) =>
      sections[section].flatMap((located) => checkPersonNames(located, field, references)),
    ),
    ...sections.people.flatMap((located) => checkManager(located, references)),
    ...sections.meetings.flatMap(checkPasscode),
    ...sections.calendarEvents.flatMap((located) => checkMeetingName(located, references)),
    ...(sections.tenants.length === 0
      ? [{ path: 'tenants', found: 'no tenant', expected: 'at least one' }]
      : []),
  ];
}

function findDuplicates(sections: Sections): DirectoryFault[] {
  const find = (
    entries: readonly LocatedEntry[],
    field: string,
    read: (located: LocatedEntry) => string | undefined,
  ): DirectoryFault[] => {
    const firstPaths = new Map<string, string>();
    return entries.flatMap((located) => {
      const value = read(located)?.toLowerCase();
      if (value === undefined) return [];
      const firstPath = firstPaths.get(value);
      if (firstPath === undefined) {
        firstPaths.set(value, located.path);
        return [];
      }
      const expected = `another value, because ${firstPath} has the same`;
      return [createFault(`${located.path}.${field}`, value, expected)];
    });
  };
  const byField = uniqueFields.flatMap(([names, field]) =>
    find(
      names.flatMap((name) => sections[name]),
      field,
      ({ entry }) => readText(entry, field),
    ),
  );
  /** The paths of entries whose UPN or domain is there twice, so that the derived id is there twice, too. */
  const reportedPaths = new Set(byField.map(({ path }) => path.replace(/\.\w+$/, '')));
  const idGroups: Section[][] = [
    ['people', 'bots'],
    ...sectionNames.filter((name) => name !== 'people' && name !== 'bots').map((name) => [name]),
  ];
  const byId = idGroups.flatMap((names) =>
    find(
      names.flatMap((name) => sections[name]),
      idFields[names[0] ?? 'people'] ?? 'id',
      ({ path, entry }) => (reportedPaths.has(path) ? undefined : readId[names[0] ?? 'people'](entry)),
    ),
  );
  return [...byField, ...byId];
}

const createFault = (path: string, value: unknown, expected: string): DirectoryFault => ({
  path,
  found: describeValue(value),
  expected,
});

/** Lists the texts of a field that has one text or a list. The schema reports an empty text, and what is no text. */
function listTexts({ path, entry }: LocatedEntry, field: string): [path: string, text: string][] {
  const value: unknown = entry[field];
  const values: [path: string, value: unknown][] = Array.isArray(value)
    ? value.map((item: unknown, index) => [`${path}.${field}[${index}]`, item])
    : [[`${path}.${field}`, value]];
  return values.flatMap(([itemPath, item]) => (typeof item === 'string' && item ? [[itemPath, item]] : []));
}

function checkIdentity({ path, entry }: LocatedEntry, references: References): DirectoryFault[] {
  const faults: DirectoryFault[] = [];
  if (readText(entry, 'id')?.toLowerCase().startsWith(crowdIdPrefix)) {
    const expected = `another id: those with ${crowdIdPrefix} belong to crowds`;
    faults.push(createFault(`${path}.id`, entry.id, expected));
  }
  const upn = readText(entry, 'upn');
  if (upn === undefined || references.findTenantIdOf(entry) !== undefined) return faults;
  const isNamed = readText(entry, 'tenant') !== undefined;
  const fault = isNamed
    ? createFault(`${path}.tenant`, entry.tenant, 'the domain or id of a tenant')
    : createFault(`${path}.upn`, upn, 'the domain of a tenant after the @, or a field tenant');
  return [...faults, fault];
}

function checkApplication(located: LocatedEntry, references: References): DirectoryFault[] {
  const tenant = readText(located.entry, 'tenant');
  const isUnknown = tenant !== undefined && references.findTenantId(tenant) === undefined;
  const uriFaults = listTexts(located, 'redirectUris').flatMap(([path, uri]) => {
    // Any port will do for the check.
    const expected = findRedirectUriFault(uri.replaceAll(portPlaceholder, '5173'));
    return expected === undefined ? [] : [createFault(path, uri, expected)];
  });
  return [
    ...(isUnknown ? [createFault(`${located.path}.tenant`, tenant, 'the domain or id of a tenant')] : []),
    ...uriFaults,
  ];
}

/** Checks that the emulator knows the scopes to which an administrator has consented. */
function checkAdminConsents(located: LocatedEntry, { applications }: Sections): DirectoryFault[] {
  const applicationNames = applications.map(({ entry }) => ({
    clientId: readId.applications(entry) ?? '',
    displayName: '',
  }));
  return listTexts(located, 'adminConsents')
    .filter(([, scope]) => resolveScope(scope, applicationNames).permissionNames.length === 0)
    .map(([path, scope]) => createFault(path, scope, 'a scope that the emulator knows'));
}

function checkPersonNames(located: LocatedEntry, field: string, references: References): DirectoryFault[] {
  return listTexts(located, field).flatMap(([path, name]) => {
    const person = references.findPerson(name);
    if (person && !person.isBot) return [];
    const found = person ? `${describeValue(name)}, a bot` : `${describeValue(name)}, who does not exist`;
    return [{ path, found, expected: 'the UPN or id of one of people' }];
  });
}

function checkManager({ path, entry }: LocatedEntry, references: References): DirectoryFault[] {
  const manager = references.findPerson(readText(entry, 'manager') ?? '');
  if (!manager) return [];
  const isSelf = manager.id === readId.people(entry);
  if (!isSelf && manager.tenantId === references.findTenantIdOf(entry)) return [];
  const found = `${describeValue(entry.manager)}, ${isSelf ? 'the same person' : 'a person of another tenant'}`;
  return [{ path: `${path}.manager`, found, expected: 'another person of the same tenant' }];
}

function checkPasscode({ path, entry }: LocatedEntry): DirectoryFault[] {
  if (entry.passcode === undefined || entry.meetingId !== undefined) return [];
  return [
    { path: `${path}.meetingId`, found: '(missing)', expected: 'the number that belongs to the passcode' },
  ];
}

function checkMeetingName({ path, entry }: LocatedEntry, references: References): DirectoryFault[] {
  const name = readText(entry, 'meeting');
  // The schema reports a name that is neither a number nor a thread id.
  if (name === undefined || !/^\d+$/.test(name) || references.findThreadId(name) !== undefined) return [];
  return [createFault(`${path}.meeting`, name, 'the meetingId of one of meetings')];
}

/**
 * Tells why Entra would refuse to register a redirect URI.
 * @param uri the URI without placeholders.
 * @returns what Entra expects; `undefined` for a URI that Entra accepts.
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url
 */
function findRedirectUriFault(uri: string): string | undefined {
  if (!URL.canParse(uri)) return 'an absolute address, such as "http://localhost:3000/"';
  const { protocol, hostname } = new URL(uri);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback)) {
    return 'an address with https, or with http on localhost or 127.0.0.1';
  }
  if (uri.includes('#')) return 'an address without a fragment (#…)';
  // Entra matches wildcards for some kinds of apps, but Microsoft advises against them. The emulator matches none.
  if (uri.includes('*')) return 'an address without a wildcard (*)';
  if (/[!$'(),;]/.test(uri)) return "an address without the characters ! $ ' ( ) , ;";
  if (uri.length > 256) return 'an address of at most 256 characters';
}
