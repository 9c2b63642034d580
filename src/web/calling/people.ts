import { createStore, type Readable } from '../store.ts';

/** `name` is `null` while unknown: the id is then the fallback. */
export interface PersonName {
  readonly id: string;
  readonly name: string | null;
}

/** What a directory answers; `unavailable` when it could not be asked. */
export type Found = { readonly name: string } | 'unknown' | 'unavailable';

export interface People {
  readonly names: Readable<ReadonlyMap<string, PersonName>>;
  /** Looks the person up unless that has been done. @param rawId for example `8:orgid:…` */
  find(rawId: string): Promise<Found>;
}

const teamsUser = /^8:(?:orgid|gcch|dod):([0-9a-f-]{36})$/i;

/** The Entra object id inside a Teams user's raw id, or `null` for every other kind of id. */
const objectId = (rawId: string): string | null => teamsUser.exec(rawId)?.[1]?.toLowerCase() ?? null;

/** The SDK does not name Teams users; their names come from a directory, and are remembered here. */
export function createPeople(lookUp: (oid: string) => Promise<Found>): People {
  const names = createStore<ReadonlyMap<string, PersonName>>(new Map());
  return {
    names,
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
