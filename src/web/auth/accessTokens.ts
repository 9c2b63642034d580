import { CacheLookupPolicy, type AccountInfo, type IPublicClientApplication } from '@azure/msal-browser';
import { translateMsalError } from '../errors/translateMsalError.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { createAcquireToken } from './acquireToken.ts';
import { createRedirectUris } from './msalConfig.ts';
import { storeSignInTime } from './tabMemory.ts';
import type { TokenRequest } from './tokenRequest.ts';

export interface AcquireOptions extends TokenRequest {
  /** Whether a call needs the token, so that it is acquired before other tokens. */
  goesFirst?: boolean;
  /**
   * Whether the app works without the token, so that the next sign-in need not bring it. `'consent'`: the app works without the
   * token if only the consent is missing.
   */
  optional?: boolean | 'consent';
  /** Whether MSAL must not try a hidden frame, whose error (mostly *login required*) hides why the refresh token failed. */
  withoutFrame?: boolean;
}

/** A request that failed because it needs the user, or whose token lacks a permission. */
interface FailedRequest {
  readonly scopes: string[];
  readonly claims?: string;
  /** `consent` makes Entra ask for the user's consent even after an earlier consent. */
  readonly prompt?: 'consent';
}

interface AccessTokensDeps {
  readonly origin: string;
  readonly getRemainingSignInMs: () => number;
  /** Runs when Entra says that the user's sign-ins were revoked, or that the account is blocked or deleted. */
  readonly onRevoked: () => void;
}

/** Entra's error numbers for a revoked refresh token, a disabled account and a deleted account. */
const revocations: ReadonlySet<string | undefined> = new Set(['AADSTS50173', 'AADSTS50057', 'AADSTS50034']);

/** Tells whether only the user can solve the problem, by a sign-in or a consent. */
export const needsUser = ({ code }: Problem): boolean =>
  code === 'sign-in-needed' || code === 'consent-needed' || code === 'sign-in-ends-soon';

/** Entra writes a scope with or without the address of Graph, in small or capital letters. */
const normalizeScope = (scope: string): string =>
  scope.toLowerCase().replace('https://graph.microsoft.com/', '');

/** Compares only the names of permissions, because Entra may write the prefix in another way than the request. */
function isScopeMissing(requestedScopes: readonly string[], grantedScopes: readonly string[]): boolean {
  const readName = (scope: string) => scope.toLowerCase().split('/').at(-1);
  const grantedNames = new Set(grantedScopes.map(readName));
  // `.default` stands for several permissions.
  return requestedScopes.map(readName).some((name) => name !== '.default' && !grantedNames.has(name));
}

/** Creates the functions that acquire access tokens for MSAL's active account, without any user interface. */
export function createAccessTokens(
  msal: IPublicClientApplication,
  { origin, getRemainingSignInMs, onRevoked }: AccessTokensDeps,
) {
  const acquire = createAcquireToken(msal);
  /** The home account ids of accounts that the user has signed out in another tab. */
  const signedOutAccounts = new Set<string>();
  let failedRequest: FailedRequest | null = null;
  /** The scopes of all tokens so far, as `normalizeScope` writes them. */
  const consentedScopes = new Set<string>();

  const forgetAccount = async (homeAccountId: string) => {
    signedOutAccounts.add(homeAccountId);
    const account = msal.getAccount({ homeAccountId });
    if (account) await msal.clearCache({ account });
  };

  const acquireFor = async (
    account: AccountInfo,
    scopes: string[],
    options?: AcquireOptions,
  ): Promise<Result<string>> => {
    const request = {
      scopes,
      account,
      redirectUri: createRedirectUris(origin).bridge,
      ...(options?.withoutFrame && { cacheLookupPolicy: CacheLookupPolicy.AccessTokenAndRefreshToken }),
      // A request with claims needs no `forceRefresh`, because MSAL then skips its cached access token anyway.
      ...(options?.claims ? { claims: options.claims } : options?.rejected && { forceRefresh: true }),
    };
    const result = await acquire(request, options?.goesFirst);
    for (const scope of result.scopes ?? []) consentedScopes.add(normalizeScope(scope));
    // The app also uses a token with fewer scopes, because the API decides whether to accept it. But if a call needs the token, the
    // next sign-in asks for consent.
    if (options?.goesFirst && isScopeMissing(scopes, result.scopes))
      failedRequest = { scopes, prompt: 'consent' };
    // The sign-in had expired, so MSAL has signed the user in again in a hidden frame.
    if (!result.fromCache && getRemainingSignInMs() <= 0) storeSignInTime(account.homeAccountId);
    if (!signedOutAccounts.has(account.homeAccountId)) return ok(result.accessToken);
    // The user has signed out in another tab meanwhile, and MSAL has put new tokens into the cleared cache.
    await forgetAccount(account.homeAccountId);
    return fail('sign-in-needed');
  };

  return {
    forgetAccount,
    /** Whether Entra has listed all of `scopes` with a token for this page. */
    hasConsent: (scopes: readonly string[]) =>
      scopes.every((scope) => consentedScopes.has(normalizeScope(scope))),
    /** @returns the last failed request, which the next sign-in must repeat; `null` if there is none */
    getFailedRequest: () => failedRequest,
    clearFailedRequest() {
      failedRequest = null;
    },
    /** Acquires an access token for `scopes`, from MSAL's cache or from Entra. Never redirects the page. */
    acquireToken: async (scopes: string[], options?: AcquireOptions): Promise<Result<string>> => {
      const account = msal.getActiveAccount();
      if (!account) return fail('sign-in-needed');
      try {
        return await acquireFor(account, scopes, options);
      } catch (cause) {
        const failure = translateMsalError(cause);
        if (revocations.has(failure.problem.detail)) onRevoked();
        const isOptional =
          options?.optional === true ||
          (options?.optional === 'consent' && failure.problem.code === 'consent-needed');
        if (needsUser(failure.problem) && !isOptional)
          failedRequest = { scopes, ...(options?.claims && { claims: options.claims }) };
        return failure;
      }
    },
  };
}
