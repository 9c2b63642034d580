import {
  CacheLookupPolicy,
  type AuthenticationResult,
  type IPublicClientApplication,
  type SilentRequest,
} from '@azure/msal-browser';

/**
 * Creates a function that acquires tokens without the user. It returns tokens from MSAL's cache at once, and acquires all others
 * one after another. Equal requests of the same priority share one answer. A request for a token that a call needs
 * (`goesFirst`) overtakes the others, each of which may take 10 s.
 *
 * Without this queue, MSAL would redeem one refresh token for several scopes at the same time. But Entra replaces it with each
 * answer, and a server that watches this rotation treats a second use as theft and ends the sign-in (RFC 9700, section 4.14.2).
 */
export function createAcquireToken(msal: Pick<IPublicClientApplication, 'acquireTokenSilent'>) {
  // The waiting requests. Each function begins one. A call needs the tokens of the urgent ones.
  const urgentRequests: (() => void)[] = [];
  const otherRequests: (() => void)[] = [];
  const pendingAnswers = new Map<string, Promise<AuthenticationResult>>();
  let isBusy = false;

  function beginNext() {
    const begin = urgentRequests.shift() ?? otherRequests.shift();
    isBusy = begin !== undefined;
    begin?.();
  }

  /** Queues a request. When its turn comes, MSAL checks the cache again, because an earlier request may have filled it. */
  function enqueue(request: SilentRequest, goesFirst: boolean): Promise<AuthenticationResult> {
    const { account, scopes, claims, forceRefresh } = request;
    const key = JSON.stringify([account?.homeAccountId, scopes, claims, forceRefresh, goesFirst]);
    const equalRequest = pendingAnswers.get(key);
    if (equalRequest) return equalRequest;
    // `beginNext` resolves this promise.
    const ownTurn = new Promise<void>((resolve) => {
      (goesFirst ? urgentRequests : otherRequests).push(resolve);
    });
    const answer = ownTurn
      .then(() => msal.acquireTokenSilent(request))
      .finally(() => {
        pendingAnswers.delete(key);
        beginNext();
      });
    pendingAnswers.set(key, answer);
    if (!isBusy) beginNext();
    return answer;
  }

  return async (request: SilentRequest, goesFirst = false): Promise<AuthenticationResult> => {
    // With `forceRefresh` or `claims`, the token must not come from the cache.
    if (request.forceRefresh || request.claims) return enqueue(request, goesFirst);
    try {
      return await msal.acquireTokenSilent({ ...request, cacheLookupPolicy: CacheLookupPolicy.AccessToken });
    } catch {
      // The token is not in the cache, or expires soon. The queued request throws any other error again.
      return enqueue(request, goesFirst);
    }
  };
}
