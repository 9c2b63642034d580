import type { Application } from '../core/seed.ts';
import type { Person } from '../core/people.ts';
import type { ResourceScopes } from './protocol/scopes.ts';

/** What each person, or each organisation's administrator, has allowed each application since the start. */
export interface Consents {
  /** @returns false also when nothing at all was ever consented to: signing in alone needs consent too. */
  covers(person: Person, application: Application, wanted: readonly ResourceScopes[]): boolean;
  grant(person: Person, application: Application, wanted: readonly ResourceScopes[]): void;
  /** @param tid the tenant for all of whose people an administrator consents. */
  grantForAll(tid: string, application: Application, wanted: readonly ResourceScopes[]): void;
}

const keys = (wanted: readonly ResourceScopes[]) =>
  wanted.flatMap(({ resource, names }) => names.map((name) => `${resource.prefix}/${name}`));

export function createConsents(): Consents {
  /** By who granted it (an object id or a tenant id) and to which application. */
  const granted = new Map<string, Set<string>>();
  const id = (granter: string, application: Application) => `${granter} ${application.clientId}`;

  function grant(granter: string, application: Application, wanted: readonly ResourceScopes[]): void {
    const have = granted.get(id(granter, application)) ?? new Set();
    for (const key of keys(wanted)) have.add(key);
    granted.set(id(granter, application), have);
  }

  return {
    covers(person, application, wanted) {
      const own = granted.get(id(person.oid, application));
      const all = granted.get(id(person.tid, application));
      if (!own && !all) return false;
      return keys(wanted).every((key) => own?.has(key) || all?.has(key));
    },
    grant: (person, application, wanted) => grant(person.oid, application, wanted),
    grantForAll: grant,
  };
}
