import { extensionPermissions, teamsPermissions } from '../../contract/teamsPermissions.ts';
import type { Application } from './directory.ts';

/** What this file needs of an application, which may expose an API of its own. */
type ApplicationName = Pick<Application, 'clientId' | 'displayName'>;

/** An API for which Entra issues access tokens. */
export interface Resource {
  /** The id of the application that exposes the API. A scope may begin with this id in place of the prefix. */
  readonly appId: string;
  /** The part of a scope before the permission's name. */
  readonly prefix: string;
  /** The `aud` claim of its access tokens. */
  readonly audience: string;
  readonly displayName: string;
  /** The version of the API's access tokens, which its registration sets. The versions have different claims. */
  readonly version: '1.0' | '2.0';
  /** Permission names, each with its text on the consent page. */
  readonly permissions: Readonly<Record<string, string>>;
  /** Permissions to which only an administrator can consent, in every tenant. */
  readonly adminOnly: readonly string[];
  /** Further permissions to which only an administrator can consent, in tenants with Microsoft's managed consent policy. */
  readonly adminByDefault: readonly string[];
  /** The permissions that `.default` stands for. */
  readonly defaults: readonly string[];
}

/**
 * Microsoft's managed consent policy has excluded the permissions in `adminByDefault` since November 2025 or July 2026.
 * @see https://learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies
 */
export const graph: Resource = {
  appId: '00000003-0000-0000-c000-000000000000',
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
    'Calendars.Read': 'Read your calendars',
    'OnlineMeetings.ReadWrite': 'Read and create your online meetings',
    'Contacts.Read': 'Read your contacts',
    'Chat.Create': 'Create chats',
    'Chat.Read': 'Read your chat messages',
    'Chat.ReadWrite': 'Read and write your chats',
    'ChatMember.ReadWrite': 'Add people to your chats, and remove people from them',
    'ChatMessage.Send': 'Send chat messages as you',
    'Files.ReadWrite': 'Read and write your files',
    'Files.ReadWrite.AppFolder': 'Read and write files in the folder of the application',
  },
  adminOnly: ['User.Read.All', 'ChatMember.ReadWrite'],
  adminByDefault: [
    'Calendars.Read',
    'OnlineMeetings.ReadWrite',
    'Chat.Read',
    'Chat.ReadWrite',
    'People.Read',
  ],
  defaults: ['User.Read'],
};

/** The API for which Teams tokens are issued. The ACS identity API exchanges these tokens for ACS tokens. */
export const teams: Resource = {
  appId: '1fd5118e-2576-4263-8130-9503064c837a',
  prefix: 'https://auth.msft.communication.azure.com',
  audience: 'https://auth.msft.communication.azure.com',
  displayName: 'Azure Communication Services',
  version: '1.0',
  permissions: {
    'Teams.ManageCalls': 'Place, answer and manage your Teams calls',
    'Teams.ManageChats': 'Read and write your Teams chats',
    'TeamsExtension.ManageCalls': 'Manage the calls of the Teams resource accounts that you serve',
  },
  adminOnly: [],
  adminByDefault: [],
  // In Entra, these are the permissions in the registration of the application. The directory does not list them.
  defaults: [...teamsPermissions, ...extensionPermissions],
};

/** The control plane of ACS resources. Its tokens authorise requests to the ACS identity API. */
export const controlPlane: Resource = {
  appId: '632ec9eb-fad7-4cbd-993a-e72973ba2acc',
  prefix: 'https://communication.azure.com',
  audience: 'https://communication.azure.com',
  displayName: 'Azure Communication Services resources',
  version: '1.0',
  permissions: { user_impersonation: 'Manage communication resources as you' },
  adminOnly: [],
  adminByDefault: [],
  defaults: ['user_impersonation'],
};

/** @returns the API that an application of the directory exposes, such as the token service of a phone app. */
function createApplicationApi({ clientId, displayName }: ApplicationName): Resource {
  return {
    appId: clientId,
    prefix: `api://${clientId}`,
    audience: clientId,
    displayName,
    version: '2.0',
    permissions: { access_as_user: `Use ${displayName}’s service as you` },
    adminOnly: [],
    adminByDefault: [],
    defaults: ['access_as_user'],
  };
}

/**
 * @returns the claim `aud` of an access token. If `aud` is the prefix of the scopes, it ends in a slash if the requested prefix
 * did, as in `https://communication.azure.com//.default`, which Microsoft's clients request.
 * @see https://learn.microsoft.com/entra/identity-platform/scopes-oidc#trailing-slash-and-default
 */
export const createAudience = ({ prefix, audience }: Resource, endsInSlash: boolean): string =>
  endsInSlash && audience === prefix ? `${audience}/` : audience;

/** Finds a Microsoft API, or the API of an application. @param prefix the prefix of its scopes, or its app id. */
export function findResource(prefix: string, applications: readonly ApplicationName[]): Resource | undefined {
  const microsoftApi = [graph, teams, controlPlane].find((resource) =>
    [resource.prefix, resource.appId].includes(prefix),
  );
  if (microsoftApi) return microsoftApi;
  const application = applications.find(
    ({ clientId }) => prefix === clientId || prefix === `api://${clientId}`,
  );
  return application && createApplicationApi(application);
}

export interface ResolvedScope {
  /** What stands before the permission's name, without the slash. */
  readonly prefix: string;
  /** Whether two slashes stand before the permission's name, as in `resource//.default`. */
  readonly endsInSlash: boolean;
  /** The API; `undefined` if no API has this prefix. */
  readonly resource: Resource | undefined;
  /** The permissions that the scope means: several if it names `.default`, none if it names an unknown permission. */
  readonly permissionNames: readonly string[];
}

/** Finds the API and the permissions that a scope means. A scope without a prefix, such as `User.Read`, is Graph's. */
export function resolveScope(scope: string, applications: readonly ApplicationName[]): ResolvedScope {
  const slashIndex = scope.lastIndexOf('/');
  const writtenPrefix = slashIndex < 0 ? graph.prefix : scope.slice(0, slashIndex);
  const prefix = writtenPrefix.replace(/\/$/, '');
  const endsInSlash = writtenPrefix !== prefix;
  const permission = scope.slice(slashIndex + 1).toLowerCase();
  const resource = findResource(prefix, applications);
  if (!resource) return { prefix, endsInSlash, resource, permissionNames: [] };
  const names = Object.keys(resource.permissions).filter((name) => name.toLowerCase() === permission);
  return {
    prefix,
    endsInSlash,
    resource,
    permissionNames: permission === '.default' ? resource.defaults : names,
  };
}
