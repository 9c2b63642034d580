import { findResource, graph, type Resource } from '../../core/resources.ts';
import type { Application } from '../../core/seed.ts';
import { refusals } from './refusals.ts';

/** The permissions of one request that belong to one resource. */
export interface ResourceScopes {
  readonly resource: Resource;
  /** Names without prefix, `.default` replaced by what it stands for: the token's `scp`. */
  readonly names: readonly string[];
  /** As they were asked for: the response's `scope`, by which MSAL finds the token in its cache. */
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
 * Sorts a `scope` parameter by resource. Names without a prefix are Graph's; `resource//.default` and
 * `resource/.default` are the same resource (the double slash belongs to identifiers that end in one).
 * @throws EntraError 500011 for an unknown resource, 650053 for a permission it does not have.
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
    const wanted = asked.slice(cut + 1).toLowerCase();
    const names =
      wanted === '.default'
        ? resource.defaults
        : Object.keys(resource.permissions).filter((name) => name.toLowerCase() === wanted);
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
