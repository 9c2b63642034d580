import { teamsScopes as requiredTeamsScopes } from '../../contract/teamsPermissions.ts';
import type { Config } from '../config/schema.ts';
import type { ConsentFeature } from '../consent/consents.ts';

/**
 * The scopes of the Teams token, which is the Entra access token for ACS. Both belong to one API, so they need one token
 * and one consent.
 */
export const teamsScopes = [...requiredTeamsScopes];

/** The scopes for the names and photos of people. Scopes without a URL in front belong to Microsoft Graph. */
const graphScopes = ['User.Read', 'User.ReadBasic.All'];

/** The scope for the presence of other people. */
const presenceScopes = ['Presence.Read.All'];

/** The scope for creating the chat of a group call, which the Calling SDK needs before a group call can ring. */
const chatScopes = ['Chat.Create'];

/**
 * The scopes for which the user's consent is requested when the feature is first used. The sign-in asks for none of them:
 * where users may consent to few permissions, one scope too many would block the whole sign-in.
 *
 * Only an administrator can consent to `User.Read.All` and `ChatMember.ReadWrite`. The managed policy of new tenants also
 * leaves `Calendars.Read`, `Chat.Read` and `OnlineMeetings.ReadWrite` to an administrator (`consent/permissions.ts`).
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
export const featureScopes: Readonly<Record<ConsentFeature, string[]>> = {
  people: graphScopes,
  othersPresence: presenceScopes,
  groupCall: chatScopes,
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

/** The scope that stands for all permissions of Graph to which there is consent. A token for it lists them. */
export const allGraphScopes = ['https://graph.microsoft.com/.default'];

/**
 * Returns the scopes of a sign-in: those that a call needs, and none of Microsoft Graph.
 * @returns `signIn`: the scopes of the token that the sign-in acquires. `consentToo`: the scopes for which Entra asks the
 * user's consent in the same visit. The scope of the ACS resource is left out: it ends in `.default`, which Entra refuses
 * together with other scopes. An administrator consents to it in the app registration.
 */
export const getSignInScopes = (tokenSource: Config['tokenSource']) => ({
  signIn: teamsScopes,
  consentToo: tokenSource.kind === 'service' && tokenSource.scope !== null ? [tokenSource.scope] : [],
});
