import {
  CacheLookupPolicy,
  type AuthenticationResult,
  type IPublicClientApplication,
  type SilentRequest,
} from '@azure/msal-browser';

/** MSAL's silent acquisition, with the order described at `createAcquire`. */
export type Acquire = (request: SilentRequest) => Promise<AuthenticationResult>;

/**
 * Tokens from MSAL's cache at once, all others one after another.
 *
 * MSAL redeems the same refresh token for several APIs, or for other scopes of one, at the same time. Each answer
 * brings the next refresh token, so that all but the first would be the second use of a spent one: whoever watches
 * over rotation (RFC 9700, section 4.14.2) takes that for theft and ends the sign-in.
 */
export function createAcquire(msal: Pick<IPublicClientApplication, 'acquireTokenSilent'>): Acquire {
  let last: Promise<unknown> = Promise.resolve();

  /** Whoever waited often finds in the cache by now what it came for. */
  const inLine: Acquire = (request) => {
    const before = last;
    const own = (async () => {
      // How the one before ended is its caller's to know.
      await before.catch(() => {});
      return msal.acquireTokenSilent(request);
    })();
    last = own;
    return own;
  };

  return async (request) => {
    // Neither asks for what is in the cache.
    if (request.forceRefresh || request.claims) return inLine(request);
    try {
      return await msal.acquireTokenSilent({ ...request, cacheLookupPolicy: CacheLookupPolicy.AccessToken });
    } catch {
      // Not in the cache, or ending soon. Whatever else it was shows again in its turn.
      return inLine(request);
    }
  };
}
