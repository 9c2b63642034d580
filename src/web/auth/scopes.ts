import { teamsScopes as requiredTeamsScopes } from '../../contract/teamsPermissions.ts';
import type { Config } from '../config/schema.ts';
import type { ConsentFeature } from '../consent/consents.ts';

/**
 * The scopes of the Teams token, which is the Entra access token for ACS. Both belong to one API, so they need one token
 * and one consent.
 */
export const teamsScopes = [...requiredTeamsScopes];

/** The scopes for the names and photos of people. Scopes without a URL in front belong to Microsoft Graph. */
export const graphScopes = ['User.Read', 'User.ReadBasic.All'];

/** The scope for presence. Without the user's consent to it, the app shows no presence. */
export const presenceScopes = ['Presence.Read.All'];

/**
 * The scope for creating the chat of a group call. Everything else works without it. It is part of the sign-in, because
 * the Calling SDK needs the chat before a group call can ring.
 */
export const chatScopes = ['Chat.Create'];

/**
 * The scopes for which the user's consent is requested when the feature is first used. Only an administrator can
 * consent to `User.Read.All` and `ChatMember.ReadWrite`; users can consent to the others unless the tenant forbids it.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
export const featureScopes: Readonly<Record<ConsentFeature, string[]>> = {
  calendar: ['Calendars.Read'],
  contacts: ['Contacts.Read'],
  chat: ['Chat.Read', 'ChatMessage.Send', ...chatScopes],
  presence: ['Presence.ReadWrite'],
  profile: ['User.Read.All'],
  meetNow: ['OnlineMeetings.ReadWrite'],
  groupChat: ['ChatMember.ReadWrite'],
};

/**
 * Returns the scope of the caller token, which proves the user's identity to the token service or ACS resource that
 * exchanges the Teams token. The two slashes in the scope of the resource are Microsoft's: its own clients ask for this
 * scope, because the audience of the token then ends in a slash.
 * @returns `null` if a cookie proves the user to the token service
 */
export const getCallerScope = (tokenSource: Config['tokenSource']): string | null =>
  tokenSource.kind === 'service' ? tokenSource.scope : 'https://communication.azure.com//.default';
