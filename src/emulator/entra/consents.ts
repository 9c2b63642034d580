import type { Application } from '../core/seed.ts';
import type { Person } from '../core/people.ts';
import type { ResourceScopes } from './protocol/scopes.ts';

/** The consents that users, and administrators for their tenants, have given to applications. */
export interface Consents {
  /** @returns whether all permissions have consent. Without any consent it is `false`: signing in alone needs one. */
  covers(person: Person, application: Application, scopes: readonly ResourceScopes[]): boolean;
  grant(person: Person, application: Application, scopes: readonly ResourceScopes[]): void;
  /** Records an administrator's consent for all users of a tenant. @param tid the tenant id. */
  grantForAll(tid: string, application: Application, scopes: readonly ResourceScopes[]): void;
}

const keys = (scopes: readonly ResourceScopes[]) =>
  scopes.flatMap(({ resource, names }) => names.map((name) => `${resource.prefix}/${name}`));

export function createConsents(): Consents {
  /** By object id or tenant id, and client id. */
  const granted = new Map<string, Set<string>>();
  const id = (owner: string, application: Application) => `${owner} ${application.clientId}`;

  function grant(owner: string, application: Application, scopes: readonly ResourceScopes[]): void {
    const have = granted.get(id(owner, application)) ?? new Set();
    for (const key of keys(scopes)) have.add(key);
    granted.set(id(owner, application), have);
  }

  return {
    covers(person, application, scopes) {
      const own = granted.get(id(person.oid, application));
      const all = granted.get(id(person.tid, application));
      if (!own && !all) return false;
      return keys(scopes).every((key) => own?.has(key) || all?.has(key));
    },
    grant: (person, application, scopes) => grant(person.oid, application, scopes),
    grantForAll: grant,
  };
}
