import { sectionEntries } from './schema.ts';
import { createHash } from 'node:crypto';
import { formatUuid } from '../core/ids.ts';

export type Section = keyof typeof sectionEntries;

/** An entry of a directory file before the schema has checked it. Its fields may have any value. */
export type RawEntry = Readonly<Record<string, unknown>>;

/** An entry, and its path in the file, such as `people[1]`, or `default.people[1]` in the default directory. */
export interface LocatedEntry {
  readonly path: string;
  readonly entry: RawEntry;
}

export type Sections = Readonly<Record<Section, readonly LocatedEntry[]>>;

export const sectionNames = Object.keys(sectionEntries) as Section[];

const isObject = (value: unknown): value is RawEntry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns a field if it is a text; otherwise `undefined`. The schema reports every other value. */
export function readText(entry: RawEntry, field: string): string | undefined {
  const value = entry[field];
  return typeof value === 'string' ? value : undefined;
}

const createSections = (listEntries: (name: Section) => LocatedEntry[]): Sections =>
  // The type of `fromEntries` does not keep the names of the sections.
  Object.fromEntries(sectionNames.map((name) => [name, listEntries(name)])) as unknown as Sections;

/** Lists the entries of each section. Skips anything that is not a list or an object, because the schema reports that. */
export const locateEntries = (file: unknown, prefix = ''): Sections =>
  createSections((name) => {
    const entries: unknown = isObject(file) ? file[name] : undefined;
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown, index) =>
      isObject(entry) ? [{ path: `${prefix}${name}[${index}]`, entry }] : [],
    );
  });

/** An entry of a file replaces the default directory's entry that has the same value in one of these fields. */
const identifyingFields: Readonly<Record<Section, readonly string[]>> = {
  tenants: ['domain', 'id'],
  applications: ['clientId'],
  people: ['upn', 'id'],
  bots: ['upn', 'id'],
  phones: ['number'],
  voiceApplications: ['displayName', 'id'],
  resourceAccounts: ['displayName', 'number', 'id'],
  acsNumbers: ['number'],
  assignments: ['principal'],
  meetings: ['subject', 'meetingId', 'threadId'],
  calendarEvents: ['subject', 'id'],
  contacts: ['displayName', 'id'],
};

const listIdentities = ({ entry }: LocatedEntry, name: Section): string[] =>
  identifyingFields[name].flatMap((field) => readText(entry, field)?.toLowerCase() ?? []);

/** Merges a file with the default directory. The default entries come first, without those that the file replaces. */
export const mergeSections = (file: Sections, defaults: Sections): Sections =>
  createSections((name) => {
    // A bot of the file may replace a person, and a person may replace a bot.
    const replacingSections: Section[] = name === 'people' || name === 'bots' ? ['people', 'bots'] : [name];
    const identities = new Set(
      replacingSections.flatMap((section) =>
        file[section].flatMap((entry) => listIdentities(entry, section)),
      ),
    );
    const remaining = defaults[name].filter(
      (entry) => !listIdentities(entry, name).some((identity) => identities.has(identity)),
    );
    return [...remaining, ...file[name]];
  });

/** A random UUID. It must never change, because all derived ids follow from it. */
const namespace = Buffer.from('6c9b1d0e3f5a4b7c8d2e4f60718293a4', 'hex');

/**
 * Derives a UUID of version 5 from a name: the same at every start. Upper and lower case make no difference.
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5
 */
function deriveId(kind: string, name: string): string {
  const hash = createHash('sha1').update(namespace).update(`${kind} ${name.toLowerCase()}`).digest();
  const hex = hash.toString('hex');
  // The two upper bits of the fourth group's first digit are the variant: 1 and 0.
  const variantDigit = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return formatUuid(hex, '5', variantDigit);
}

/** Derives the id of a meeting's thread from the meeting's number or, without a number, its subject. */
const deriveThreadId = (name: string): string =>
  `19:meeting_${deriveId('meetings', name).replaceAll('-', '')}@thread.v2`;

const readLowerCase = (entry: RawEntry, field: string) => readText(entry, field)?.toLowerCase();

function readOrDeriveId(entry: RawEntry, kind: Section, nameField: string): string | undefined {
  const name = readText(entry, nameField);
  return readLowerCase(entry, 'id') ?? (name === undefined ? undefined : deriveId(kind, name));
}

/** Reads the id by which programs know an entry, or derives it from the entry's name; `undefined` without an id and a name. */
export const readId = {
  tenants: (entry: RawEntry) => readOrDeriveId(entry, 'tenants', 'domain'),
  applications: (entry: RawEntry) => readLowerCase(entry, 'clientId'),
  // A bot gets the id of a person with the same UPN, whom it may replace.
  people: (entry: RawEntry) => readOrDeriveId(entry, 'people', 'upn'),
  bots: (entry: RawEntry) => readOrDeriveId(entry, 'people', 'upn'),
  phones: (entry: RawEntry) => readText(entry, 'number'),
  voiceApplications: (entry: RawEntry) => readOrDeriveId(entry, 'voiceApplications', 'displayName'),
  resourceAccounts: (entry: RawEntry) => readOrDeriveId(entry, 'resourceAccounts', 'displayName'),
  acsNumbers: (entry: RawEntry) => readText(entry, 'number'),
  /** An assignment has no id. */
  assignments: () => undefined,
  meetings(entry: RawEntry) {
    const name = readText(entry, 'meetingId') ?? readText(entry, 'subject');
    return readText(entry, 'threadId') ?? (name === undefined ? undefined : deriveThreadId(name));
  },
  calendarEvents: (entry: RawEntry) => readOrDeriveId(entry, 'calendarEvents', 'subject'),
  contacts: (entry: RawEntry) => readOrDeriveId(entry, 'contacts', 'displayName'),
} satisfies Record<Section, (entry: RawEntry) => string | undefined>;

/** Maps each name of an entry, in lower case, to the entry's value. @param read returns the names, and the value if it has one. */
function createIndex<Value>(
  entries: readonly LocatedEntry[],
  read: (entry: RawEntry) => { names: readonly (string | undefined)[]; value: Value | undefined },
): ReadonlyMap<string, Value> {
  const index = new Map<string, Value>();
  for (const { entry } of entries) {
    const { names, value } = read(entry);
    if (value === undefined) continue;
    for (const name of names) if (name !== undefined) index.set(name.toLowerCase(), value);
  }
  return index;
}

export type References = ReturnType<typeof createReferences>;

/** Creates the functions that find what other entries name: by id, domain, UPN or meeting number. */
export function createReferences(sections: Sections) {
  const tenantIds = createIndex(sections.tenants, (entry) => {
    const id = readId.tenants(entry);
    return { names: [readText(entry, 'domain'), id], value: id };
  });
  const findTenantId = (name: string) => tenantIds.get(name.toLowerCase());
  /** @returns the tenant id of a person, bot, application or resource account; `undefined` if there is no such tenant. */
  function findTenantIdOf(entry: RawEntry): string | undefined {
    const upnDomain = readText(entry, 'upn')?.split('@')[1];
    const firstTenant = sections.tenants[0]?.entry;
    // A person belongs to the tenant of the UPN. An application and a resource account belong to the first tenant.
    const defaultName = upnDomain ?? (firstTenant && readId.tenants(firstTenant));
    return findTenantId(readText(entry, 'tenant') ?? defaultName ?? '');
  }
  const indexPeople = (isBot: boolean) =>
    createIndex(isBot ? sections.bots : sections.people, (entry) => {
      const id = readId.people(entry);
      const value = id === undefined ? undefined : { id, tenantId: findTenantIdOf(entry), isBot };
      return { names: [readText(entry, 'upn'), id], value };
    });
  const [people, bots] = [indexPeople(false), indexPeople(true)];
  const resourceAccounts = createIndex(sections.resourceAccounts, (entry) => {
    const id = readId.resourceAccounts(entry);
    const value = id === undefined ? undefined : { id, tenantId: findTenantIdOf(entry) };
    return { names: [readText(entry, 'displayName'), id], value };
  });
  const threadIds = createIndex(sections.meetings, (entry) => {
    const threadId = readId.meetings(entry);
    return { names: [readText(entry, 'meetingId')], value: threadId };
  });
  return {
    findTenantId,
    findTenantIdOf,
    /** @returns the id and the tenant of a person or a bot; `undefined` for an unknown name. */
    findPerson: (name: string) => people.get(name.toLowerCase()) ?? bots.get(name.toLowerCase()),
    /** @param name the display name or the id. @returns the id and the tenant; `undefined` for an unknown name. */
    findResourceAccount: (name: string) => resourceAccounts.get(name.toLowerCase()),
    /** @param name the number, which has no letters, or the thread id of a meeting. */
    findThreadId: (name: string) => (name.startsWith('19:') ? name : threadIds.get(name)),
  };
}
