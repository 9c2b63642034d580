import type { Application, Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import type { Resource } from '../core/resources.ts';
import { parseScopes, type ResourceScopes } from './protocol/scopes.ts';

/** The consents that applications have: from users for themselves, and from administrators for their whole tenant. */
export type Consents = ReturnType<typeof createConsents>;

/**
 * Tells whether an application asks for a token for itself: by the scope `<its own client id>/.default`, with one slash or two.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes, AADSTS90008 and AADSTS90009
 */
const isForItself = ({ clientId }: Application, { sentScopes }: ResourceScopes): boolean =>
  sentScopes.every((scope) => scope.toLowerCase().replace('//', '/') === `${clientId}/.default`);

/** @returns a key for each permission: `<prefix of the API>/<name of the permission>`. */
const createKeys = (scopes: readonly ResourceScopes[]) =>
  scopes.flatMap(({ resource, permissionNames }) =>
    permissionNames.map((name) => `${resource.prefix}/${name}`),
  );

/** @param directory lists the consents that administrators have given before the emulator starts. */
export function createConsents({ tenants, applications }: Directory) {
  /** Maps `<owner> <client id>` to the keys of permissions that have consent. The owner is the id of a user or a tenant. */
  const permissionKeys = new Map<string, Set<string>>();
  const createOwnerKey = (owner: string, { clientId }: Application) => `${owner} ${clientId}`;
  /** @returns the keys with the user's own consent, and those with the tenant's; `undefined` without any consent. */
  const readKeys = ({ oid, tid }: Person, application: Application) =>
    [oid, tid].map((owner) => permissionKeys.get(createOwnerKey(owner, application)));

  function recordConsent(owner: string, application: Application, scopes: readonly ResourceScopes[]): void {
    const ownerKey = createOwnerKey(owner, application);
    permissionKeys.set(ownerKey, new Set([...(permissionKeys.get(ownerKey) ?? []), ...createKeys(scopes)]));
  }

  for (const application of applications) {
    const { resources } = parseScopes(application.adminConsents.join(' '), applications);
    // An empty list must not count as a consent, because even a sign-in without permissions needs one.
    if (resources.length === 0) continue;
    for (const { id } of tenants) recordConsent(id, application, resources);
  }

  return {
    recordConsent,
    /** @returns for each owner and client id, which a space separates, the keys of the permissions that have consent. */
    list: (): Record<string, string[]> =>
      Object.fromEntries([...permissionKeys].map(([ownerKey, keys]) => [ownerKey, [...keys]])),
    /** Puts exported consents in place of all consents. @param list the value of `list`. */
    restore(list: Readonly<Record<string, readonly string[]>>): void {
      permissionKeys.clear();
      for (const [ownerKey, keys] of Object.entries(list)) permissionKeys.set(ownerKey, new Set(keys));
    },
    /**
     * @returns whether the user, or an administrator of the tenant, has consented to all of `scopes`. For a token for itself, any
     * earlier consent to the application is enough.
     */
    hasConsent(person: Person, application: Application, scopes: readonly ResourceScopes[]): boolean {
      const [userKeys, tenantKeys] = readKeys(person, application);
      if (!userKeys && !tenantKeys) return false;
      const scopesOfOtherApis = scopes.filter((resourceScopes) => !isForItself(application, resourceScopes));
      return createKeys(scopesOfOtherApis).every((key) => userKeys?.has(key) || tenantKeys?.has(key));
    },
    /** @returns the names of the API's permissions that have the consent of the user or of an administrator. */
    listPermissions(person: Person, application: Application, { prefix, permissions }: Resource): string[] {
      const keys = readKeys(person, application);
      return Object.keys(permissions).filter((name) => keys.some((set) => set?.has(`${prefix}/${name}`)));
    },
  };
}
