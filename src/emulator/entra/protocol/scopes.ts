import { teamsScopes } from '../../../contract/teamsPermissions.ts';
import { createAudience, resolveScope, type Resource } from '../../core/resources.ts';
import type { Application } from '../../core/directory.ts';
import { refusals } from './refusals.ts';

/** The permissions that one request wants of one resource (an API). */
export interface ResourceScopes {
  readonly resource: Resource;
  /** The claim `aud` of the token. */
  readonly audience: string;
  /** The names for the token's claim `scp`. The scope `.default` is replaced by the permissions for which it stands. */
  readonly permissionNames: readonly string[];
  /** The scopes as the client sent them. The response repeats them, because MSAL finds tokens in its cache by scopes. */
  readonly sentScopes: readonly string[];
}

export interface RequestedScopes {
  /** The requested OpenID Connect scopes: openid, profile, email, offline_access. */
  readonly oidc: readonly string[];
  readonly resources: readonly ResourceScopes[];
}

/** The scopes of a sign-in for calls, in examples. */
export const exampleScope = ['openid', ...teamsScopes].join(' ');

/** The texts of the OpenID Connect scopes on the consent page. */
export const oidcPermissions: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'See your basic profile',
  email: 'See your email address',
  offline_access: 'Keep access to data you have given it access to',
};

/** Groups a request's scopes by resource. @throws EntraError 500011 for an unknown resource, 650053 for an unknown permission. */
export function parseScopes(scope: string, applications: readonly Application[]): RequestedScopes {
  const oidc: string[] = [];
  const byResource = new Map<string, ResourceScopes>();
  for (const sentScope of new Set(scope.split(' ').filter(Boolean))) {
    if (Object.hasOwn(oidcPermissions, sentScope)) {
      oidc.push(sentScope);
      continue;
    }
    const { prefix, endsInSlash, resource, permissionNames } = resolveScope(sentScope, applications);
    if (!resource) throw refusals.unknownResource(prefix);
    if (permissionNames.length === 0) throw refusals.unknownScope(sentScope, resource.displayName);
    const earlier = byResource.get(resource.prefix);
    byResource.set(resource.prefix, {
      resource,
      // With two slashes before the permission, the audience ends in a slash.
      audience: earlier?.audience ?? createAudience(resource, endsInSlash),
      permissionNames: [...new Set([...(earlier?.permissionNames ?? []), ...permissionNames])],
      sentScopes: [...(earlier?.sentScopes ?? []), sentScope],
    });
  }
  return { oidc, resources: [...byResource.values()] };
}

/** @returns the part of a scope after the last slash, such as `User.Read`. */
export const readPermissionName = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1);

/** Leaves permissions out, from the token and from the list of scopes that the client gets with it. */
export function withholdPermissions(
  scopes: ResourceScopes,
  withheldNames: readonly string[],
): ResourceScopes {
  const isGranted = (name: string) => !withheldNames.includes(name);
  return {
    ...scopes,
    permissionNames: scopes.permissionNames.filter(isGranted),
    sentScopes: scopes.sentScopes.filter((scope) => isGranted(readPermissionName(scope))),
  };
}
