import { teamsScopes as requiredTeamsScopes } from '../../contract/teamsPermissions.ts';
import type { Config } from '../config/schema.ts';

/** The scopes of the Teams token, the Entra access token for ACS. Both belong to one API, so they need one token. */
export const teamsScopes = [...requiredTeamsScopes];

/**
 * Returns the scope of the caller token, which proves the user's identity to the token service or ACS resource that
 * exchanges the Teams token. The two slashes in the scope of the resource are Microsoft's: its own clients ask for this
 * scope, because the audience of the token then ends in a slash.
 * @returns `null` if a cookie proves the user to the token service
 */
export const getCallerScope = (tokenSource: Config['tokenSource']): string | null =>
  tokenSource.kind === 'service' ? tokenSource.scope : 'https://communication.azure.com//.default';

/** A token for this scope lists all permissions of Graph to which there is consent. */
export const allGraphScopes = ['https://graph.microsoft.com/.default'];

/**
 * Returns the scopes of a sign-in, none of Microsoft Graph. `signIn`: those of the token that the sign-in acquires. `consentToo`:
 * those to which the user also consents. The scope of the ACS resource is left out, because Entra refuses `.default` together
 * with other scopes. An administrator consents to it in the app registration.
 */
export const getSignInScopes = (tokenSource: Config['tokenSource']) => ({
  signIn: teamsScopes,
  consentToo: tokenSource.kind === 'service' && tokenSource.scope !== null ? [tokenSource.scope] : [],
});
