import { fromAcs } from '../errors/fromAcs.ts';
import { fail } from '../errors/problem.ts';
import { exchangeHook, type ExchangeTokens, type TokenHook } from './tokenHook.ts';

/** Who exchanges: ACS compares both with artifact 1's claims. */
export interface ExchangeIdentity {
  readonly clientId: string;
  readonly oid: string;
}

/**
 * Whether the resource answers at all. The request carries nothing and its answer cannot be read, so that no
 * preflight is needed; a browser tells a refused preflight and a dead line apart in no other way.
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
 * The token hook that asks the ACS resource itself (Case 1 b), by the person's own role on it: their Entra token for
 * `https://communication.azure.com/.default` as the bearer.
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
      judgesTeamsToken: true,
      refusal: fromAcs,
      unreachable: async (cause, signal) =>
        fail((await answers(endpoint, signal)) ? 'acs-cors-refused' : 'acs-unreachable', { cause }),
    },
    tokens,
  );
