import {
  CacheLookupPolicy,
  type AuthenticationResult,
  type IPublicClientApplication,
  type SilentRequest,
} from '@azure/msal-browser';

/** MSAL's silent acquisition, with the order described at `createAcquire`. @param goesFirst before all that waits. */
export type Acquire = (request: SilentRequest, goesFirst?: boolean) => Promise<AuthenticationResult>;

/**
 * Tokens from MSAL's cache at once, all others one after another.
 *
 * MSAL redeems the same refresh token for several APIs, or for other scopes of one, at the same time. Each answer
 * brings the next refresh token, so that all but the first would be the second use of a spent one: whoever watches
 * over rotation (RFC 9700, section 4.14.2) takes that for theft and ends the sign-in.
 *
 * While Entra is slow each may take its 10 s, and a page of people waits for names, photos and presence: what a call
 * hangs on goes before them, and waits for the one under way only. The same question is asked once, as MSAL has it.
 */
export function createAcquire(msal: Pick<IPublicClientApplication, 'acquireTokenSilent'>): Acquire {
  const first: (() => void)[] = [];
  const others: (() => void)[] = [];
  const asked = new Map<string, Promise<AuthenticationResult>>();
  let isBusy = false;

  function next() {
    const begin = first.shift() ?? others.shift();
    isBusy = begin !== undefined;
    begin?.();
  }

  /** Whoever waited often finds in the cache by now what it came for. */
  function inLine(request: SilentRequest, goesFirst: boolean): Promise<AuthenticationResult> {
    const { account, scopes, claims, forceRefresh } = request;
    const key = JSON.stringify([account?.homeAccountId, scopes, claims, forceRefresh, goesFirst]);
    const same = asked.get(key);
    if (same) return same;
    const own = new Promise<void>((begin) => {
      (goesFirst ? first : others).push(begin);
    })
      .then(() => msal.acquireTokenSilent(request))
      .finally(() => {
        asked.delete(key);
        next();
      });
    asked.set(key, own);
    if (!isBusy) next();
    return own;
  }

  return async (request, goesFirst = false) => {
    // Neither asks for what is in the cache.
    if (request.forceRefresh || request.claims) return inLine(request, goesFirst);
    try {
      return await msal.acquireTokenSilent({ ...request, cacheLookupPolicy: CacheLookupPolicy.AccessToken });
    } catch {
      // Not in the cache, or ending soon. Whatever else it was shows again in its turn.
      return inLine(request, goesFirst);
    }
  };
}
