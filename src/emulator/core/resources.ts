import type { Application } from './directory.ts';

/** An API for which Entra issues access tokens. */
export interface Resource {
  /** The part of a scope before the permission's name. */
  readonly prefix: string;
  /** The `aud` claim of its access tokens. */
  readonly audience: string;
  readonly displayName: string;
  /** The version of the API's access tokens, which its registration sets. The versions have different claims. */
  readonly version: '1.0' | '2.0';
  /** Permission names, each with its text on the consent page. */
  readonly permissions: Readonly<Record<string, string>>;
  /** Permissions to which only an administrator can consent. */
  readonly adminOnly: readonly string[];
  /** The permissions that `.default` stands for. */
  readonly defaults: readonly string[];
}

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
    'Calendars.Read': 'Read your calendars',
    'OnlineMeetings.ReadWrite': 'Read and create your online meetings',
    'Contacts.Read': 'Read your contacts',
    'Chat.Create': 'Create chats',
    'Chat.Read': 'Read your chat messages',
    'Chat.ReadWrite': 'Read and write your chats',
    'ChatMember.ReadWrite': 'Add people to your chats, and remove people from them',
    'ChatMessage.Send': 'Send chat messages as you',
  },
  adminOnly: ['User.Read.All', 'ChatMember.ReadWrite'],
  defaults: ['User.Read'],
};

/**
 * The permissions that ACS demands of a Teams token before it exchanges the token.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/teams-user/azure-ad-api-permissions
 */
export const exchangePermissions = ['Teams.ManageCalls', 'Teams.ManageChats'] as const;

/** The resource of Teams tokens, which the ACS identity API exchanges for ACS tokens. */
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
  defaults: exchangePermissions,
};

/** The control plane of ACS resources. Its tokens authorise requests to the ACS identity API. */
export const controlPlane: Resource = {
  prefix: 'https://communication.azure.com',
  audience: 'https://communication.azure.com',
  displayName: 'Azure Communication Services resources',
  version: '1.0',
  permissions: { user_impersonation: 'Manage communication resources as you' },
  adminOnly: [],
  defaults: ['user_impersonation'],
};

/** @returns the API that an application of the directory exposes, such as the token service of a phone app. */
function createApplicationApi({ clientId, displayName }: Application): Resource {
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

/**
 * Finds a Microsoft API, or the API that an application exposes.
 * @param prefix the part of a scope before the permission's name, without a slash at its end.
 * @param applications the applications whose APIs are searched.
 */
export function findResource(prefix: string, applications: readonly Application[]): Resource | undefined {
  const microsoftApi = [graph, teams, controlPlane].find((resource) => resource.prefix === prefix);
  if (microsoftApi) return microsoftApi;
  const application = applications.find(
    ({ clientId }) => prefix === clientId || prefix === `api://${clientId}`,
  );
  return application && createApplicationApi(application);
}
