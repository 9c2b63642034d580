import { teamsScopes as requiredTeamsScopes } from '../../contract/teamsPermissions.ts';
import type { Config } from '../config/schema.ts';

/** The scopes of the Teams token (the user's Entra access token for ACS). Both belong to one API, so one token has both. */
export const teamsScopes = [...requiredTeamsScopes];

/**
 * Returns the scope of the caller token, which proves the user's identity where the app exchanges the Teams token: at the token
 * service or the ACS resource. The two slashes in the resource's scope are as in Microsoft's own clients.
 * @returns `null` if a cookie proves the user to the token service
 */
export const getCallerScope = (tokenSource: Config['tokenSource']): string | null =>
  tokenSource.kind === 'service' ? tokenSource.scope : 'https://communication.azure.com//.default';

/** With a token for this scope, Entra lists all permissions of Graph to which there is consent. */
export const allGraphScopes = ['https://graph.microsoft.com/.default'];

/**
 * Returns the scopes of a sign-in: those of the token that it acquires (`signIn`), and further ones to which the user consents
 * (`consentToo`). The ACS resource's scope is missing, because Entra refuses `.default` together with other scopes. An
 * administrator consents to it in the app registration.
 */
export const getSignInScopes = (tokenSource: Config['tokenSource']) => ({
  signIn: teamsScopes,
  consentToo: tokenSource.kind === 'service' && tokenSource.scope !== null ? [tokenSource.scope] : [],
});
