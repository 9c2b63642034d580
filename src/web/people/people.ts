import { objectIdOf } from './rawId.ts';
import { createStore, type Readable } from '../base/store.ts';
import type { GraphFailure } from '../errors/graphFailure.ts';
import type { Favourites } from './favourites.ts';
import type { OwnPresence } from './ownPresence.ts';
import { nameWithCompany, type NumberNames, type NumberOwner } from './numberNames.ts';
import type { Photos } from './photos.ts';
import type { Presences } from './presence.ts';
import type { Profiles } from './profiles.ts';
import type { Schedules } from './schedules.ts';
import type { SharedFavourites } from './sharedFavourites.ts';

/** What the directory (Microsoft Graph) says about a person. */
export interface Person {
  /** Entra object id, in lower case. */
  readonly oid: string;
  readonly name: string;
  readonly upn: string | null;
  readonly jobTitle: string | null;
  /** Missing unless the user lets the app read colleagues' profiles. */
  readonly department?: string;
}

/** @returns a person's job title and department; empty if neither is known */
export const nameWork = ({ jobTitle, department }: Person): string =>
  [jobTitle, department].filter(Boolean).join(', ');

/** Milliseconds that the directory has to name a caller before the app speaks of the caller without a name. */
export const nameWaitMs = 1_000;

/** What a look-up finds. `unknown`: no person has this id. `unavailable`: the directory did not answer. */
export type LookUpResult = Person | 'unknown' | 'unavailable';

/** The people who match a search, or why the search failed. */
export type SearchResult = readonly Person[] | GraphFailure;

/** The directory of the user's tenant, which `backend/directory.ts` reads from Microsoft Graph. */
export interface Directory {
  readonly find: (oid: string) => Promise<LookUpResult>;
  /** Finds people by the beginning of their name or address. @param signal aborts the search */
  readonly search: (text: string, signal: AbortSignal) => Promise<SearchResult>;
}

export interface PeopleDetails {
  readonly photos: Photos;
  readonly presences: Presences;
  readonly schedules: Schedules;
  readonly ownPresence: OwnPresence;
  readonly profiles: Profiles;
  readonly numberNames: NumberNames;
  readonly favourites: Favourites;
  readonly sharedFavourites: Readable<SharedFavourites>;
}

/**
 * Adds the search for people and their names to `details`. The names of Teams users come from the directory, because the SDK does
 * not give them.
 */
export function createPeople({ find: lookUp, search }: Directory, details: PeopleDetails) {
  const names = createStore<ReadonlyMap<string, string>>(new Map());
  const numberOwners = createStore<ReadonlyMap<string, NumberOwner>>(new Map());
  const unknownIds = new Set<string>();
  const unansweredIds = new Set<string>();
  const addName = (rawId: string, name: string) => {
    if (names.get().get(rawId) !== name) names.set(new Map(names.get()).set(rawId, name));
  };
  const addOwner = (rawId: string, owner: NumberOwner) => {
    numberOwners.set(new Map(numberOwners.get()).set(rawId, owner));
    addName(rawId, nameWithCompany(owner));
  };
  /** Gives phone numbers the names that they have as favourites, until a contact or colleague turns out to have the number. */
  const addFavouriteNames = () => {
    const known = names.get();
    // A favourite that was starred while its owner was unknown has its number as the name.
    const added = [...details.sharedFavourites.get().people, ...details.favourites.list.get()].filter(
      ({ id, name }) => id.startsWith('4:') && !known.has(id) && /\p{L}/u.test(name),
    );
    if (added.length > 0) names.set(new Map([...known, ...added.map(({ id, name }) => [id, name] as const)]));
  };
  // Both lists live as long as this object, so the listeners are never removed.
  details.favourites.list.subscribe(addFavouriteNames);
  details.sharedFavourites.subscribe(addFavouriteNames);
  addFavouriteNames();
  /** Looks for the owner of a phone number, and adds the owner to `numberOwners`. The promise resolves when the search is over. */
  const findOwner = (rawId: string): Promise<void> =>
    details.numberNames.request(rawId.slice(2), (owner) => addOwner(rawId, owner));
  /**
   * Looks a person up, and adds the name to `names`. A phone number, such as `4:+14255550100`, gets its name later, if a contact
   * or colleague has it. @returns `unavailable` also for an id that is not a Teams user's
   */
  const find = async (rawId: string): Promise<LookUpResult> => {
    if (rawId.startsWith('4:+')) void findOwner(rawId);
    const oid = objectIdOf(rawId);
    if (!oid) return 'unavailable';
    const person = await lookUp(oid);
    if (typeof person !== 'string') addName(rawId, person.name);
    if (person === 'unknown') unknownIds.add(rawId);
    if (person === 'unavailable') unansweredIds.add(rawId);
    return person;
  };
  return {
    ...details,
    /** Maps raw ids to the names from the directory and the user's Outlook contacts, and phone numbers also to those of favourites. */
    names: names as Readable<ReadonlyMap<string, string>>,
    /** Maps the raw ids of phone numbers, such as `4:+14255550100`, to the contacts and colleagues who have them. */
    numberOwners: numberOwners as Readable<ReadonlyMap<string, NumberOwner>>,
    search,
    /** Whether an earlier look-up found `unknown`. Sends no request. */
    isUnknown: (rawId: string): boolean => unknownIds.has(rawId),
    find,
    findOwner,
    /** Repeats the look-ups that found `unavailable`. The app calls this once the user has allowed names. */
    retryNames(): void {
      const rawIds = [...unansweredIds];
      unansweredIds.clear();
      for (const rawId of rawIds) void find(rawId);
    },
  };
}

export type People = ReturnType<typeof createPeople>;
