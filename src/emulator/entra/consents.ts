import type { Application } from '../seed.ts';
import type { Person } from '../people.ts';
import type { ResourceScopes } from './resources.ts';

/** What each person has allowed each application, since the start. */
export interface Consents {
  /** @returns false also when nothing at all was ever consented to: signing in alone needs consent too. */
  covers(person: Person, application: Application, wanted: readonly ResourceScopes[]): boolean;
  grant(person: Person, application: Application, wanted: readonly ResourceScopes[]): void;
}

const keys = (wanted: readonly ResourceScopes[]) =>
  wanted.flatMap(({ resource, names }) => names.map((name) => `${resource.prefix}/${name}`));

export function createConsents(): Consents {
  const granted = new Map<string, Set<string>>();
  const id = (person: Person, application: Application) => `${person.oid} ${application.clientId}`;
  return {
    covers(person, application, wanted) {
      const have = granted.get(id(person, application));
      return have !== undefined && keys(wanted).every((key) => have.has(key));
    },
    grant(person, application, wanted) {
      const have = granted.get(id(person, application)) ?? new Set();
      for (const key of keys(wanted)) have.add(key);
      granted.set(id(person, application), have);
    },
  };
}
