import { fromAcs } from '../errors/fromAcs.ts';
import { fail } from '../errors/problem.ts';
import { exchangeHook, type ExchangeTokens, type TokenHook } from './tokenHook.ts';

/** Who exchanges a Teams token. ACS compares both ids with the claims of the token. */
export interface ExchangeIdentity {
  readonly clientId: string;
  readonly oid: string;
}

/**
 * Whether the resource answers at all. The request has no headers and its answer is not read, so it needs no preflight. A
 * browser offers no other way to tell a refused preflight from an unreachable server.
 */
async function answers(endpoint: string, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(endpoint, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal });
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates the token hook for a direct exchange (Case 1 b). The user needs a role on the ACS resource; the bearer is their Entra
 * token for `https://communication.azure.com/.default`.
 * @param endpoint the resource, for example `https://example.communication.azure.com`
 * @see https://learn.microsoft.com/rest/api/communication/identity/communication-identity/exchange-teams-user-access-token
 */
export const resourceTokenHook = (
  endpoint: string,
  { clientId, oid }: ExchangeIdentity,
  tokens: ExchangeTokens,
): TokenHook =>
  exchangeHook(
    {
      url: new URL('/teamsUser/:exchangeAccessToken?api-version=2023-10-01', endpoint).href,
      body: (token) => ({ token, appId: clientId, userId: oid }),
      mayRefuseTeamsToken: true,
      refusal: fromAcs,
      unreachable: async (cause, signal) =>
        fail((await answers(endpoint, signal)) ? 'acs-cors-refused' : 'acs-unreachable', { cause }),
    },
    tokens,
  );
