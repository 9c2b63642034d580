import {
  CacheLookupPolicy,
  type AuthenticationResult,
  type IPublicClientApplication,
  type SilentRequest,
} from '@azure/msal-browser';

/** Acquires a token silently. @param goesFirst whether the request overtakes the requests that wait */
export type AcquireToken = (request: SilentRequest, goesFirst?: boolean) => Promise<AuthenticationResult>;

/**
 * Acquires tokens that MSAL has in its cache at once, and all others one after another.
 *
 * MSAL redeems the same refresh token for several scopes at the same time. Each answer replaces the refresh token, so all
 * requests but the first would redeem one that is already used. A server that watches the rotation of refresh tokens takes
 * that for theft and ends the sign-in (RFC 9700, section 4.14.2).
 *
 * While Entra is slow, each request may take 10 s, and a page of people needs tokens for names, photos and presence. A
 * request that a call needs therefore overtakes them, and waits only for the running one. Equal requests share one answer.
 */
export function createAcquireToken(msal: Pick<IPublicClientApplication, 'acquireTokenSilent'>): AcquireToken {
  const first: (() => void)[] = [];
  const others: (() => void)[] = [];
  const pending = new Map<string, Promise<AuthenticationResult>>();
  let isBusy = false;

  function next() {
    const begin = first.shift() ?? others.shift();
    isBusy = begin !== undefined;
    begin?.();
  }

  /** Waits for its turn and then tries the cache again, because an earlier request may have acquired the same token. */
  function enqueue(request: SilentRequest, goesFirst: boolean): Promise<AuthenticationResult> {
    const { account, scopes, claims, forceRefresh } = request;
    const key = JSON.stringify([account?.homeAccountId, scopes, claims, forceRefresh, goesFirst]);
    const same = pending.get(key);
    if (same) return same;
    const own = new Promise<void>((begin) => {
      (goesFirst ? first : others).push(begin);
    })
      .then(() => msal.acquireTokenSilent(request))
      .finally(() => {
        pending.delete(key);
        next();
      });
    pending.set(key, own);
    if (!isBusy) next();
    return own;
  }

  return async (request, goesFirst = false) => {
    // Both options exclude the cache.
    if (request.forceRefresh || request.claims) return enqueue(request, goesFirst);
    try {
      return await msal.acquireTokenSilent({ ...request, cacheLookupPolicy: CacheLookupPolicy.AccessToken });
    } catch {
      // The token is not in the cache, or expires soon. Any other error will be thrown again when the request has its turn.
      return enqueue(request, goesFirst);
    }
  };
}
