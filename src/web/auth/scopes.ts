import { extensionScopes, teamsScopes } from '../../contract/teamsPermissions.ts';
import type { Config } from '../config/schema.ts';

type TokenSource = Config['tokenSource'];

/** The scopes of the Entra tokens that the app sends to get an ACS token. */
export interface ExchangeScopes {
  /** Those of the Teams token (the user's Entra access token for ACS). All belong to one API, so one token has them all. */
  readonly teams: string[];
  /**
   * That of the caller token, which proves the user's identity where the app exchanges the Teams token: at the token service or
   * the ACS resource. `null` without a caller token.
   */
  readonly caller: string | null;
}

/** Returns the scopes for a way of getting ACS tokens. Everything else that depends on the tokens follows from these scopes. */
export function getExchangeScopes(tokenSource: TokenSource): ExchangeScopes {
  switch (tokenSource.kind) {
    case 'service':
      // The scope is `null` if a cookie proves the user to the token service.
      return { teams: [...teamsScopes], caller: tokenSource.scope };
    case 'resource':
      // The two slashes are as in Microsoft's own clients.
      return { teams: [...teamsScopes], caller: 'https://communication.azure.com//.default' };
    case 'teamsExtension':
      // The Teams token itself proves the user.
      return { teams: [...extensionScopes], caller: null };
  }
}

/** With a token for this scope, Entra lists all permissions of Graph to which there is consent. */
export const allGraphScopes = ['https://graph.microsoft.com/.default'];

/** Entra refuses `.default` together with other scopes, so such a scope needs a request and a consent page of its own. */
export const isDefaultScope = (scope: string): boolean => scope.endsWith('/.default');

/**
 * Returns the scopes of a sign-in: those of the token that it acquires (`signIn`), and further ones to which the user consents
 * (`consentToo`). The ACS resource's scope is missing, because Entra refuses `.default` together with other scopes. An
 * administrator consents to it in the app registration.
 */
export function getSignInScopes(tokenSource: TokenSource) {
  const { teams, caller } = getExchangeScopes(tokenSource);
  return { signIn: teams, consentToo: caller !== null && !isDefaultScope(caller) ? [caller] : [] };
}
