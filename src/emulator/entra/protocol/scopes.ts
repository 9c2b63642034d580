import { findResource, graph, type Resource } from '../../core/resources.ts';
import type { Application } from '../../core/seed.ts';
import { refusals } from './refusals.ts';

/** The permissions of one request that belong to one resource. */
export interface ResourceScopes {
  readonly resource: Resource;
  /** The permissions' names, with `.default` replaced by its permissions: the token's `scp`. */
  readonly names: readonly string[];
  /** The scopes as the client sent them: the response's `scope`, by which MSAL finds the token in its cache. */
  readonly asked: readonly string[];
}

export interface RequestedScopes {
  /** openid, profile, email, offline_access */
  readonly oidc: readonly string[];
  readonly resources: readonly ResourceScopes[];
}

export const oidcPermissions: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'See your basic profile',
  email: 'See your email address',
  offline_access: 'Keep access to data you have given it access to',
};

/**
 * Reads a `scope` parameter, and groups its scopes by resource. Scopes without a prefix are Graph's. `resource//.default`
 * and `resource/.default` are the same: identifiers of resources may end in a slash.
 * @throws EntraError 500011 for an unknown resource, 650053 for an unknown permission.
 */
export function parseScopes(scope: string, applications: readonly Application[]): RequestedScopes {
  const oidc: string[] = [];
  const byResource = new Map<string, { resource: Resource; names: Set<string>; asked: string[] }>();
  for (const asked of new Set(scope.split(' ').filter(Boolean))) {
    if (Object.hasOwn(oidcPermissions, asked)) {
      oidc.push(asked);
      continue;
    }
    const cut = asked.lastIndexOf('/');
    const prefix = cut < 0 ? graph.prefix : asked.slice(0, cut).replace(/\/$/, '');
    const resource = findResource(prefix, applications);
    if (!resource) throw refusals.unknownResource(prefix);
    const permission = asked.slice(cut + 1).toLowerCase();
    const names =
      permission === '.default'
        ? resource.defaults
        : Object.keys(resource.permissions).filter((name) => name.toLowerCase() === permission);
    if (names.length === 0) throw refusals.unknownScope(asked, resource.displayName);
    const entry = byResource.get(resource.prefix) ?? { resource, names: new Set(), asked: [] };
    for (const name of names) entry.names.add(name);
    entry.asked.push(asked);
    byResource.set(resource.prefix, entry);
  }
  const resources = [...byResource.values()].map((entry) => ({
    resource: entry.resource,
    names: [...entry.names],
    asked: entry.asked,
  }));
  return { oidc, resources };
}
