import type { AccountInfo, IPublicClientApplication } from '@azure/msal-browser';
import { fromMsal } from '../errors/fromMsal.ts';
import { ok, type Failure, type Result } from '../errors/problem.ts';
import { redirectUris } from './msalConfig.ts';

/** What the rest of the app may know of a signed-in person. */
export interface SignedIn {
  /** Entra object id in this tenant. A guest's differs from the home tenant's, so it is the local account's. */
  readonly oid: string;
  readonly tid: string;
  readonly name: string;
  readonly upn: string;
}

/** Sign-in as the app sees it: no MSAL type crosses this line but in `auth/` itself. */
export interface AuthSession {
  /** `null` until somebody signed in. */
  account(): SignedIn | null;
  /** Leaves the page for Entra; resolves only when that failed. */
  signIn(): Promise<Failure>;
  /** Leaves the page for Entra's sign-out; resolves only when that failed. */
  signOut(): Promise<Failure>;
  /** An access token for `scopes`, renewed silently when needed. It never navigates. */
  token(scopes: string[], wish?: { rejected: boolean; claims?: string }): Promise<Result<string>>;
}

const toSignedIn = (account: AccountInfo): SignedIn => ({
  oid: account.localAccountId,
  tid: account.tenantId,
  name: account.name ?? account.username,
  upn: account.username,
});

/**
 * @param msal initialised; its `handleRedirectPromise` has been awaited.
 * @param scopes what to sign in for, and what else to ask consent for in the same visit.
 */
export function createAuthSession(
  msal: IPublicClientApplication,
  scopes: { signIn: string[]; consentToo: string[] },
  origin: string,
): AuthSession {
  const attempt = async (leave: () => Promise<void>): Promise<Failure> => {
    try {
      await leave();
      // The page is being left; nothing may run on as if it were not.
      return await new Promise<never>(() => {});
    } catch (cause) {
      return fromMsal(cause);
    }
  };
  return {
    account() {
      const account = msal.getActiveAccount();
      return account && toSignedIn(account);
    },
    signIn: () =>
      attempt(() =>
        msal.loginRedirect({
          scopes: scopes.signIn,
          extraScopesToConsent: scopes.consentToo,
          prompt: 'select_account',
        }),
      ),
    signOut: () => attempt(() => msal.logoutRedirect({ account: msal.getActiveAccount() })),
    async token(wanted, wish) {
      try {
        const result = await msal.acquireTokenSilent({
          scopes: wanted,
          redirectUri: redirectUris(origin).bridge,
          // Claims make MSAL pass over its cached access token by themselves.
          ...(wish?.claims ? { claims: wish.claims } : wish?.rejected && { forceRefresh: true }),
        });
        return ok(result.accessToken);
      } catch (cause) {
        return fromMsal(cause);
      }
    },
  };
}
