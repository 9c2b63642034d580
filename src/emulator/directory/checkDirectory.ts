import * as z from 'zod';
import { describeValue, type DirectoryFault } from './directoryFault.ts';
import {
  locateEntries,
  mergeSections,
  type Sections,
  readText,
  sectionNames,
  type LocatedEntry,
  type Section,
  createReferences,
  readId,
  type References,
} from './entries.ts';
import { DirectoryFile, type CompleteDirectoryFile } from './schema.ts';
import { crowdIdPrefix } from '../core/crowd.ts';
import { resolveScope } from '../core/resources.ts';

const findValue = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    root,
  );

/** Translates an issue that Zod reports. An issue about unknown keys becomes one fault for each key. */
function listFaults(issue: z.core.$ZodIssue, file: unknown): DirectoryFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: z.core.toDotPath([...issue.path, key]),
      found: 'an unknown field',
      expected: 'no such field',
    }));
  }
  return [createFault(z.core.toDotPath(issue.path), findValue(file, issue.path), issue.message)];
}

/** Checks a file, merged with the default directory if it extends it. @returns the faults, or the file with all defaults. */
export function checkDirectory(
  file: unknown,
  defaultFile: unknown,
): { readonly file: CompleteDirectoryFile } | { readonly faults: readonly DirectoryFault[] } {
  const parsed = DirectoryFile.safeParse(file);
  const schemaFaults = (parsed.error?.issues ?? []).flatMap((issue) => listFaults(issue, file));
  const extendsDefault = findValue(file, ['extends']) === 'default';
  const ownSections = locateEntries(file);
  const sections = extendsDefault
    ? mergeSections(ownSections, locateEntries(defaultFile, 'default.'))
    : ownSections;
  // A field about which the schema complains gets no second report.
  const reportedPaths = new Set(schemaFaults.map(({ path }) => path));
  const inconsistencies = findInconsistencies(sections).filter(({ path }) => !reportedPaths.has(path));
  const faults = [...schemaFaults, ...inconsistencies];
  if (faults.length > 0) return { faults };
  const entries = Object.entries(sections).map(([name, list]) => [name, list.map(({ entry }) => entry)]);
  return { file: DirectoryFile.parse(Object.fromEntries(entries)) };
}

/** Stands for the app's port in redirect URIs. The setting `appPort` replaces it. */
export const portPlaceholder = '{PORT}';

/** The fields whose values must differ among all entries of these sections. */
const uniqueFields: readonly (readonly [sections: readonly Section[], field: string])[] = [
  [['tenants'], 'domain'],
  [['people', 'bots'], 'upn'],
  [['meetings'], 'meetingId'],
  [['phones', 'resourceAccounts', 'acsNumbers'], 'number'],
  // Assignments name resource accounts by this field.
  [['resourceAccounts'], 'displayName'],
];

/** Sections whose ids are Entra object ids, which must differ among all of them. */
const objectSections: readonly Section[] = ['people', 'bots', 'voiceApplications', 'resourceAccounts'];

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
  acsNumbers: 'number',
  meetings: 'threadId',
};

/** Finds duplicates, references to nothing, and URIs that Entra refuses. Also looks at entries that the schema refuses. */
function findInconsistencies(sections: Sections): readonly DirectoryFault[] {
  const references = createReferences(sections);
  return [
    ...findDuplicates(sections),
    ...sections.people.concat(sections.bots).flatMap((located) => checkIdentity(located, references)),
    ...sections.applications.flatMap((located) => checkApplication(located, references)),
    ...sections.applications.flatMap((located) => checkAdminConsents(located, sections)),
    ...sections.resourceAccounts.flatMap((located) => checkTenantName(located, references)),
    ...findRepeatedValues(listPrincipals(sections, references)),
    ...sections.assignments.flatMap((located) => checkAssignment(located, sections, references)),
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
  const byField = uniqueFields.flatMap(([names, field]) =>
    findRepeatedValues(
      names.flatMap((name) =>
        sections[name].map(({ path, entry }) => ({ path, field, value: readText(entry, field) })),
      ),
    ),
  );
  // An id derived from a duplicate UPN or domain is a duplicate, too. One report for each entry is enough.
  const reportedPaths = new Set(byField.map(({ path }) => path.replace(/\.\w+$/, '')));
  const listIds = (name: Section) =>
    sections[name]
      .filter(({ path }) => !reportedPaths.has(path))
      .map(({ path, entry }) => ({ path, field: idFields[name] ?? 'id', value: readId[name](entry) }));
  const otherSections = sectionNames.filter((name) => !objectSections.includes(name));
  const byId = [objectSections, ...otherSections.map((name) => [name])].flatMap((names) =>
    findRepeatedValues(names.flatMap(listIds)),
  );
  return [...byField, ...byId];
}

/** The value of an entry's field, even if it is derived; `undefined` without a value. */
interface FieldValue {
  readonly path: string;
  readonly field: string;
  readonly value: string | undefined;
}

/** Reports each entry whose value an earlier entry has. */
function findRepeatedValues(fieldValues: readonly FieldValue[]): DirectoryFault[] {
  const firstPaths = new Map<string, string>();
  return fieldValues.flatMap(({ path, field, value: writtenValue }) => {
    const value = writtenValue?.toLowerCase();
    if (value === undefined) return [];
    const firstPath = firstPaths.get(value);
    if (firstPath !== undefined)
      return createFault(`${path}.${field}`, value, `another value, because ${firstPath} has the same`);
    firstPaths.set(value, path);
    return [];
  });
}

const createFault = (path: string, value: unknown, expected: string): DirectoryFault => ({
  path,
  found: describeValue(value),
  expected,
});

/** Lists the texts in a field that has one text or a list of them. The schema reports everything else. */
function listTexts({ path, entry }: LocatedEntry, field: string): [path: string, text: string][] {
  const value: unknown = entry[field];
  const values: [path: string, value: unknown][] = Array.isArray(value)
    ? value.map((item: unknown, index) => [`${path}.${field}[${index}]`, item])
    : [[`${path}.${field}`, value]];
  return values.flatMap(([itemPath, item]) => (typeof item === 'string' && item ? [[itemPath, item]] : []));
}

/** Checks that a person or a bot has no id of a crowd's members (generated participants), and belongs to a tenant that exists. */
function checkIdentity({ path, entry }: LocatedEntry, references: References): DirectoryFault[] {
  const faults: DirectoryFault[] = [];
  if (readText(entry, 'id')?.toLowerCase().startsWith(crowdIdPrefix)) {
    const expected = `another id: those with ${crowdIdPrefix} belong to crowds`;
    faults.push(createFault(`${path}.id`, entry.id, expected));
  }
  const upn = readText(entry, 'upn');
  if (upn === undefined || references.findTenantIdOf(entry) !== undefined) return faults;
  const namesTenant = readText(entry, 'tenant') !== undefined;
  const fault = namesTenant
    ? createFault(`${path}.tenant`, entry.tenant, 'the domain or id of a tenant')
    : createFault(`${path}.upn`, upn, 'the domain of a tenant after the @, or a field tenant');
  return [...faults, fault];
}

/** Checks that the tenant exists, if the entry names one. */
function checkTenantName({ path, entry }: LocatedEntry, references: References): DirectoryFault[] {
  const tenant = readText(entry, 'tenant');
  if (tenant === undefined || references.findTenantId(tenant) !== undefined) return [];
  return [createFault(`${path}.tenant`, tenant, 'the domain or id of a tenant')];
}

/** Lists the ids of those who have an assignment. An entry may name them by their UPN or name, too. */
const listPrincipals = ({ assignments }: Sections, references: References): FieldValue[] =>
  assignments.map(({ path, entry }) => {
    const principal = readText(entry, 'principal') ?? '';
    const found = references.findPerson(principal) ?? references.findResourceAccount(principal);
    return { path, field: 'principal', value: found?.id };
  });

/** Checks that the principal exists, and that a person has applications, which a resource account must not have. */
function checkAssignment(
  located: LocatedEntry,
  { applications }: Sections,
  references: References,
): DirectoryFault[] {
  const { path, entry } = located;
  const principal = readText(entry, 'principal');
  if (principal === undefined) return [];
  const person = references.findPerson(principal);
  const isResourceAccount = !person && references.findResourceAccount(principal) !== undefined;
  const clientIds = listTexts(located, 'clientIds');
  const [firstClientId] = clientIds;
  if (isResourceAccount) {
    return firstClientId
      ? [
          createFault(
            firstClientId[0],
            firstClientId[1],
            'no application, because a resource account has none',
          ),
        ]
      : [];
  }
  if (!person || person.isBot) {
    const found = `${describeValue(principal)}, ${person ? 'a bot' : 'who does not exist'}`;
    return [{ path: `${path}.principal`, found, expected: 'one of people or of resourceAccounts' }];
  }
  if (!firstClientId) return [createFault(`${path}.clientIds`, entry.clientIds, 'at least one client id')];
  const knownIds = new Set(applications.map((application) => readId.applications(application.entry)));
  return clientIds
    .filter(([, clientId]) => !knownIds.has(clientId.toLowerCase()))
    .map(([itemPath, clientId]) => createFault(itemPath, clientId, 'the clientId of one of applications'));
}

function checkApplication(located: LocatedEntry, references: References): DirectoryFault[] {
  const uriFaults = listTexts(located, 'redirectUris').flatMap(([path, uri]) => {
    // Any port will do for the check.
    const expected = findRedirectUriFault(uri.replaceAll(portPlaceholder, '5173'));
    return expected === undefined ? [] : [createFault(path, uri, expected)];
  });
  return [...checkTenantName(located, references), ...uriFaults];
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
  return [createFault(`${path}.meetingId`, undefined, 'the number that belongs to the passcode')];
}

function checkMeetingName({ path, entry }: LocatedEntry, references: References): DirectoryFault[] {
  const name = readText(entry, 'meeting');
  // The schema reports a name that is neither a number nor a thread id.
  if (name === undefined || !/^\d+$/.test(name) || references.findThreadId(name) !== undefined) return [];
  return [createFault(`${path}.meeting`, name, 'the meetingId of one of meetings')];
}

/**
 * @returns what Entra expects of a redirect URI instead of this one; `undefined` for a URI that Entra accepts.
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
