import type { AccountInfo, IPublicClientApplication } from '@azure/msal-browser';
import { fromMsal } from '../errors/fromMsal.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { createAcquireToken } from './acquireToken.ts';
import { redirectUris } from './msalConfig.ts';
import { noteSignIn } from './tabMemory.ts';

/** How a token must be acquired, beside its scopes. */
export interface AcquireOptions {
  /** Whether the API refused the last token, so that a new one is needed whatever the cache holds. */
  rejected: boolean;
  /** Claims that the new token must have. */
  claims?: string;
  /** Whether a call needs the token: it is then acquired before tokens that no call needs. */
  goesFirst?: boolean;
  /** Whether the app works without the token: the next sign-in then does not ask for it. */
  optional?: boolean;
}

/** The scopes, and perhaps the claims, of a token that could not be acquired silently. */
interface FailedRequest {
  readonly scopes: string[];
  readonly claims?: string;
}

interface AccessTokensDeps {
  readonly origin: string;
  /** Milliseconds until the user must sign in again. */
  readonly left: () => number;
  /** Runs when Entra says that the user's sign-ins were revoked, or that the account was blocked or deleted. */
  readonly onRevoked: () => void;
}

/** Entra's error numbers for a revoked refresh token, a disabled account and a deleted account. */
const revocations: ReadonlySet<string | undefined> = new Set(['AADSTS50173', 'AADSTS50057', 'AADSTS50034']);

/** Whether only the user can solve the problem, by signing in or consenting. */
export const needsUser = ({ code }: Problem): boolean =>
  code === 'sign-in-needed' || code === 'consent-needed' || code === 'sign-in-ends-soon';

/** Acquires access tokens for the active account, without any user interface. */
export function createAccessTokens(
  msal: IPublicClientApplication,
  { origin, left, onRevoked }: AccessTokensDeps,
) {
  const acquire = createAcquireToken(msal);
  /** MSAL's home account ids of the accounts that the user signed out in another tab. */
  const signedOut = new Set<string>();
  let failed: FailedRequest | null = null;

  /** Deletes the tokens of an account that the user signed out in another tab. */
  const forget = async (homeAccountId: string) => {
    signedOut.add(homeAccountId);
    const account = msal.getAccount({ homeAccountId });
    if (account) await msal.clearCache({ account });
  };

  const tokenFor = async (
    account: AccountInfo,
    scopes: string[],
    options?: AcquireOptions,
  ): Promise<Result<string>> => {
    const request = {
      scopes,
      account,
      redirectUri: redirectUris(origin).bridge,
      // Claims alone make MSAL skip its cached access token.
      ...(options?.claims ? { claims: options.claims } : options?.rejected && { forceRefresh: true }),
    };
    const result = await acquire(request, options?.goesFirst);
    // A token after the end of the sign-in can only come from another sign-in, which MSAL made in a hidden frame.
    if (!result.fromCache && left() <= 0) noteSignIn(sessionStorage, account.homeAccountId, Date.now());
    if (!signedOut.has(account.homeAccountId)) return ok(result.accessToken);
    // The request was pending when another tab signed out, so MSAL has put new tokens into the cleared cache.
    await forget(account.homeAccountId);
    return fail('sign-in-needed');
  };

  return {
    forget,
    /** What the next visit to Entra must ask for; `null` if no request has failed. */
    failedRequest: () => failed,
    clearFailedRequest() {
      failed = null;
    },
    /** Acquires an access token for `scopes`, and renews it if needed. It never navigates. */
    async token(scopes: string[], options?: AcquireOptions): Promise<Result<string>> {
      const account = msal.getActiveAccount();
      if (!account) return fail('sign-in-needed');
      try {
        return await tokenFor(account, scopes, options);
      } catch (cause) {
        const failure = fromMsal(cause);
        if (revocations.has(failure.problem.detail)) onRevoked();
        if (needsUser(failure.problem) && !options?.optional)
          failed = { scopes, ...(options?.claims && { claims: options.claims }) };
        return failure;
      }
    },
  };
}
