import type { Application } from '../core/seed.ts';
import { refusals } from './refusals.ts';

/** An API that access tokens can be issued for. */
export interface Resource {
  /** The part of a scope before its name. */
  readonly prefix: string;
  readonly audience: string;
  readonly displayName: string;
  /** Which of Entra's two access-token layouts the API asked for. */
  readonly version: '1.0' | '2.0';
  /** Permission → what the consent page says. */
  readonly permissions: Readonly<Record<string, string>>;
  /** Permissions to which only an administrator can consent. */
  readonly adminOnly: readonly string[];
  /** What `.default` stands for. */
  readonly defaults: readonly string[];
}

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

export const graph: Resource = {
  prefix: 'https://graph.microsoft.com',
  audience: '00000003-0000-0000-c000-000000000000',
  displayName: 'Microsoft Graph',
  version: '1.0',
  permissions: {
    'User.Read': 'Sign you in and read your profile',
    'User.ReadBasic.All': 'Read the basic profiles of all people in your organisation',
    'User.Read.All': 'Read the full profiles of all people in your organisation',
    'People.Read': 'Read the list of people you work with',
    'Presence.Read': 'Read your presence',
    'Presence.Read.All': 'Read the presence of all people in your organisation',
    'Presence.ReadWrite': 'Read and set your presence',
    'Chat.Create': 'Create chats',
    'Chat.ReadWrite': 'Read and write your chats',
  },
  adminOnly: ['User.Read.All'],
  defaults: ['User.Read'],
};

export const teams: Resource = {
  prefix: 'https://auth.msft.communication.azure.com',
  audience: 'https://auth.msft.communication.azure.com',
  displayName: 'Azure Communication Services',
  version: '1.0',
  permissions: {
    'Teams.ManageCalls': 'Place, answer and manage your Teams calls',
    'Teams.ManageChats': 'Read and write your Teams chats',
  },
  adminOnly: [],
  defaults: ['Teams.ManageCalls'],
};

export const controlPlane: Resource = {
  prefix: 'https://communication.azure.com',
  audience: 'https://communication.azure.com',
  displayName: 'Azure Communication Services resources',
  version: '1.0',
  permissions: { user_impersonation: 'Manage communication resources as you' },
  adminOnly: [],
  defaults: ['user_impersonation'],
};

function ownApi({ clientId, displayName }: Application): Resource {
  return {
    prefix: `api://${clientId}`,
    audience: clientId,
    displayName,
    version: '2.0',
    permissions: { access_as_user: `Use ${displayName}’s service as you` },
    adminOnly: [],
    defaults: ['access_as_user'],
  };
}

/** @param prefix the part of a scope before its name, without a slash at its end. */
export function findResource(prefix: string, applications: readonly Application[]): Resource | undefined {
  const known = [graph, teams, controlPlane].find((resource) => resource.prefix === prefix);
  if (known) return known;
  const owner = applications.find(({ clientId }) => prefix === clientId || prefix === `api://${clientId}`);
  return owner && ownApi(owner);
}

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
