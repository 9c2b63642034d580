import type { Application, Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import type { Resource } from '../core/resources.ts';
import { parseScopes, type ResourceScopes } from './protocol/scopes.ts';

/** The consents that applications have: from users for themselves, and from administrators for their whole tenant. */
export interface Consents {
  /**
   * @returns whether the user, or an administrator of the tenant, has consented to all of `scopes`. If nobody has
   *   consented to anything for this application, the result is `false` even for empty `scopes`, because even a plain
   *   sign-in needs consent. An application needs no further consent for a token for itself.
   */
  hasConsent(person: Person, application: Application, scopes: readonly ResourceScopes[]): boolean;
  /** @returns the names of the API's permissions to which the user, or an administrator of the tenant, has consented. */
  listPermissions(person: Person, application: Application, resource: Resource): readonly string[];
  /** Records a user's consent, which holds for this user only. */
  recordUserConsent(person: Person, application: Application, scopes: readonly ResourceScopes[]): void;
  /** Records an administrator's consent for all users of a tenant. @param tid the tenant id. */
  recordTenantConsent(tid: string, application: Application, scopes: readonly ResourceScopes[]): void;
}

/**
 * Tells whether an application asks for a token for itself, by `<its own client id>/.default`. Entra then demands no more
 * than that the user has consented to use the application.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes, AADSTS90008 and AADSTS90009
 */
const isForItself = ({ clientId }: Application, { sentScopes }: ResourceScopes): boolean =>
  sentScopes.every((scope) => scope.toLowerCase().replace('//', '/') === `${clientId}/.default`);

/** @returns one key for each permission: the resource and the permission's name. */
const createKeys = (scopes: readonly ResourceScopes[]) =>
  scopes.flatMap(({ resource, permissionNames }) =>
    permissionNames.map((name) => `${resource.prefix}/${name}`),
  );

/** @param directory lists the consents that administrators have given before the emulator starts. */
export function createConsents({ tenants, applications }: Directory): Consents {
  /** Maps an owner key (below) to the keys of the permissions that have consent. */
  const permissionKeysByOwner = new Map<string, Set<string>>();
  /** @param owner the object id of a user, or a tenant id. */
  const createOwnerKey = (owner: string, application: Application) => `${owner} ${application.clientId}`;

  function recordConsent(owner: string, application: Application, scopes: readonly ResourceScopes[]): void {
    const permissionKeys = permissionKeysByOwner.get(createOwnerKey(owner, application)) ?? new Set();
    for (const key of createKeys(scopes)) permissionKeys.add(key);
    permissionKeysByOwner.set(createOwnerKey(owner, application), permissionKeys);
  }

  for (const application of applications) {
    const { resources } = parseScopes(application.adminConsents.join(' '), applications);
    // Without a consent, even a plain sign-in needs one.
    if (resources.length === 0) continue;
    for (const { id } of tenants) recordConsent(id, application, resources);
  }

  return {
    hasConsent(person, application, scopes) {
      const userKeys = permissionKeysByOwner.get(createOwnerKey(person.oid, application));
      const tenantKeys = permissionKeysByOwner.get(createOwnerKey(person.tid, application));
      if (!userKeys && !tenantKeys) return false;
      const scopesOfOthers = scopes.filter((resourceScopes) => !isForItself(application, resourceScopes));
      return createKeys(scopesOfOthers).every((key) => userKeys?.has(key) || tenantKeys?.has(key));
    },
    listPermissions(person, application, { prefix, permissions }) {
      const userKeys = permissionKeysByOwner.get(createOwnerKey(person.oid, application));
      const tenantKeys = permissionKeysByOwner.get(createOwnerKey(person.tid, application));
      return Object.keys(permissions).filter((name) => {
        const key = `${prefix}/${name}`;
        return userKeys?.has(key) || tenantKeys?.has(key);
      });
    },
    recordUserConsent: (person, application, scopes) => recordConsent(person.oid, application, scopes),
    recordTenantConsent: recordConsent,
  };
}
