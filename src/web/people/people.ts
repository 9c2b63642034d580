import { objectId } from './rawId.ts';
import { createStore, type Readable } from '../base/store.ts';
import type { Favourites } from './favourites.ts';
import type { Photos } from './photos.ts';
import type { Presences } from './presence.ts';

export interface PersonName {
  /** Raw id. */
  readonly id: string;
  /** `null` while the name is unknown. Components show the id then. */
  readonly name: string | null;
}

/** A person, as the directory knows them. */
export interface Person {
  readonly oid: string;
  readonly name: string;
  readonly upn: string | null;
  readonly jobTitle: string | null;
}

/** The directory's answer about an id; `unavailable` when the request failed. */
export type Found = Person | 'unknown' | 'unavailable';

/** The people who match a search, or why the search failed. */
export type Matches = readonly Person[] | 'noToken' | 'notFound' | 'forbidden' | 'busy' | 'unavailable';

export interface Directory {
  /** @param id an Entra object id */
  readonly find: (id: string) => Promise<Found>;
  /** @param signal aborts the search when the caller no longer needs the answer */
  readonly search: (text: string, signal: AbortSignal) => Promise<Matches>;
}

/** What the app knows about people apart from names. */
export interface PeopleDetails {
  readonly photos: Photos;
  readonly presences: Presences;
  readonly favourites: Favourites;
}

export interface People extends PeopleDetails {
  /** The names that are known so far, by raw id. */
  readonly names: Readable<ReadonlyMap<string, PersonName>>;
  /** Looks a person up in the directory and remembers the name. @param rawId for example `8:orgid:…` */
  find(rawId: string): Promise<Found>;
  readonly search: Directory['search'];
}

/** Looks up the names of people, because the SDK does not tell the names of Teams users. */
export function createPeople({ find: lookUp, search }: Directory, details: PeopleDetails): People {
  const names = createStore<ReadonlyMap<string, PersonName>>(new Map());
  return {
    ...details,
    names,
    search,
    async find(rawId) {
      const oid = objectId(rawId);
      if (!oid) return 'unavailable';
      const found = await lookUp(oid);
      if (typeof found !== 'string' && names.get().get(rawId)?.name !== found.name)
        names.set(new Map(names.get()).set(rawId, Object.freeze({ id: rawId, name: found.name })));
      return found;
    },
  };
}
