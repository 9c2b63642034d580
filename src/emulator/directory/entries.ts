import { sectionEntries } from './schema.ts';

/** The name of a list in a directory file. */
export type Section = keyof typeof sectionEntries;

/** An entry of a directory file before the schema has checked it. Its fields may have any value. */
export type RawEntry = Readonly<Record<string, unknown>>;

/** An entry, and its path in the file, such as `people[1]`. An entry of the default directory has the path `default.people[1]`. */
export interface LocatedEntry {
  readonly path: string;
  readonly entry: RawEntry;
}

/** The entries of each section. */
export type Sections = Readonly<Record<Section, readonly LocatedEntry[]>>;

export const sectionNames = Object.keys(sectionEntries) as Section[];

const isObject = (value: unknown): value is RawEntry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns a field if it is a text, because the schema reports every other value; `undefined` otherwise. */
export function readText(entry: RawEntry, field: string): string | undefined {
  const value = entry[field];
  return typeof value === 'string' ? value : undefined;
}

/** Lists the entries of each section. What is no list, or no object, is left out: the schema reports it. */
export function locateEntries(file: unknown, prefix = ''): Sections {
  const list = (name: Section): LocatedEntry[] => {
    const entries: unknown = isObject(file) ? file[name] : undefined;
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown, index) =>
      isObject(entry) ? [{ path: `${prefix}${name}[${index}]`, entry }] : [],
    );
  };
  return Object.fromEntries(sectionNames.map((name) => [name, list(name)])) as unknown as Sections;
}

/** The fields that identify an entry. An entry replaces an entry of the default directory that has the same value. */
const identifyingFields: Readonly<Record<Section, readonly string[]>> = {
  tenants: ['domain', 'id'],
  applications: ['clientId'],
  people: ['upn', 'id'],
  bots: ['upn', 'id'],
  phones: ['number'],
  voiceApplications: ['displayName', 'id'],
  meetings: ['subject', 'meetingId', 'threadId'],
  calendarEvents: ['subject', 'id'],
  contacts: ['displayName', 'id'],
};

const listIdentities = ({ entry }: LocatedEntry, name: Section): string[] =>
  identifyingFields[name].flatMap((field) => readText(entry, field)?.toLowerCase() ?? []);

/** Adds the entries of the default directory that the file does not replace. They come first. */
export function mergeSections(file: Sections, defaults: Sections): Sections {
  const merge = (name: Section): LocatedEntry[] => {
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
  };
  return Object.fromEntries(sectionNames.map((name) => [name, merge(name)])) as unknown as Sections;
}
