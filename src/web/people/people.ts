import { objectId } from './rawId.ts';
import { createStore, type Readable } from '../base/store.ts';
import type { Favourites } from './favourites.ts';
import type { Photos } from './photos.ts';
import type { Presences } from './presence.ts';

/** `name` is `null` while unknown: the id is then the fallback. */
export interface PersonName {
  readonly id: string;
  readonly name: string | null;
}

/** What the directory knows of a person. */
export interface Person {
  readonly oid: string;
  readonly name: string;
  readonly upn: string | null;
  readonly jobTitle: string | null;
}

/** The answer of the directory; `unavailable` when it could not be asked. */
export type Found = Person | 'unknown' | 'unavailable';

/** The people who match, or why the directory could not be searched. */
export type Matches = readonly Person[] | 'noToken' | 'notFound' | 'forbidden' | 'busy' | 'unavailable';

export interface Directory {
  /** @param id an Entra object id */
  readonly find: (id: string) => Promise<Found>;
  /** @param signal of a search that is no longer wanted */
  readonly search: (text: string, signal: AbortSignal) => Promise<Matches>;
}

/** What else the app knows of people. */
export interface PeopleDetails {
  readonly photos: Photos;
  readonly presences: Presences;
  readonly favourites: Favourites;
}

export interface People extends PeopleDetails {
  readonly names: Readable<ReadonlyMap<string, PersonName>>;
  /** Looks the person up unless that has been done. @param rawId for example `8:orgid:…` */
  find(rawId: string): Promise<Found>;
  readonly search: Directory['search'];
}

/** The SDK does not name Teams users. Their names come from the directory, and are kept here. */
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
