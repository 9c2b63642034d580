import type { AccountInfo, IPublicClientApplication } from '@azure/msal-browser';
import { fromMsal } from '../errors/fromMsal.ts';
import { fail, ok, type Failure, type Result } from '../errors/problem.ts';
import { createAccessTokens, type AcquireOptions } from './accessTokens.ts';
import { leaveForEntra } from './leaveForEntra.ts';
import { redirectUris } from './msalConfig.ts';
import { openOtherTabs } from './otherTabs.ts';
import { noteSignIn, signInLeft, takeRedirect } from './tabMemory.ts';
import { warnBeforeMs } from './watchExpiry.ts';

/** What the app knows about the signed-in user. */
export interface SignedIn {
  /** Object id in this tenant. A guest has another one in the home tenant, so it is the local account's. */
  readonly oid: string;
  readonly tid: string;
  readonly name: string;
  readonly upn: string;
}

/** Sign-in as the rest of the app sees it, without types of MSAL. */
export interface AuthSession {
  /** `null` if no user has signed in. */
  readonly account: () => SignedIn | null;
  /** Leaves the page for Entra. Resolves only if that fails. @param another makes Entra ask which account to use */
  readonly signIn: (options?: { another?: boolean }) => Promise<Failure>;
  /** Signs the same account in by a popup, for a page that must not be left. Must be called in a click handler. */
  readonly signInByPopup: () => Promise<Result<void>>;
  /** Whether the page may go to Entra without a click. That is allowed once in 30 s. */
  readonly mayRedirect: () => boolean;
  /**
   * Forgets every account of this tab, makes the other tabs forget the active one, and leaves the page for Entra's
   * sign-out. Resolves only if that fails.
   */
  readonly signOut: () => Promise<Failure>;
  /** Acquires an access token for `scopes`, and renews it if needed. It never navigates. */
  readonly token: (scopes: string[], options?: AcquireOptions) => Promise<Result<string>>;
  /** Milliseconds until the user must sign in again, whatever was renewed meanwhile. */
  readonly left: () => number;
  /** Calls `listener` when something happens to the active account's sign-in. @returns the unsubscribe */
  readonly watch: (listener: (event: SessionEvent) => void) => () => void;
}

/**
 * `signedIn`: the user signed in again, in any tab. `signedOut`: the user signed out in another tab. `revoked`: the tenant
 * revoked the user's sign-ins, or blocked or deleted the account.
 */
export type SessionEvent = 'signedIn' | 'signedOut' | 'revoked';

export const toSignedIn = (account: AccountInfo): SignedIn => ({
  oid: account.localAccountId,
  tid: account.tenantId,
  name: account.name ?? account.username,
  upn: account.username,
});

/**
 * @param msal is initialised, and its `handleRedirectPromise` has settled
 * @param scopes what to sign in for, and what else to ask consent for in the same visit to Entra
 */
export function createAuthSession(
  msal: IPublicClientApplication,
  scopes: { signIn: string[]; consentToo: string[] },
  origin: string,
): AuthSession {
  const listeners = new Set<(event: SessionEvent) => void>();
  const emit = (event: SessionEvent) => {
    for (const listener of listeners) listener(event);
  };

  const left = () => {
    const account = msal.getActiveAccount();
    return account ? signInLeft(sessionStorage, account.homeAccountId, Date.now()) : Number.POSITIVE_INFINITY;
  };
  const tokens = createAccessTokens(msal, { origin, left, onRevoked: () => emit('revoked') });

  const tabs = openOtherTabs(({ kind, account }) => {
    const isActive = msal.getActiveAccount()?.homeAccountId === account;
    if (kind === 'signedOut') void tokens.forget(account);
    if (isActive) emit(kind);
  });

  /** The request that signs the active account in again. Entra asks the user as little as possible. */
  const signInAgain = (account: AccountInfo) => {
    const failed = tokens.failedRequest();
    return {
      scopes: failed?.scopes ?? scopes.signIn,
      account,
      ...(failed?.claims && { claims: failed.claims }),
    };
  };

  return {
    account() {
      const account = msal.getActiveAccount();
      return account && toSignedIn(account);
    },
    signIn: ({ another = false } = {}) =>
      leaveForEntra(() => {
        const account = msal.getActiveAccount();
        const isDue = tokens.failedRequest() !== null || left() < warnBeforeMs;
        if (account && isDue && !another) return msal.acquireTokenRedirect(signInAgain(account));
        return msal.loginRedirect({
          scopes: scopes.signIn,
          extraScopesToConsent: scopes.consentToo,
          prompt: 'select_account',
        });
      }),
    async signInByPopup() {
      const account = msal.getActiveAccount();
      if (!account) return fail('sign-in-needed');
      try {
        const answer = await msal.acquireTokenPopup({
          ...signInAgain(account),
          redirectUri: redirectUris(origin).bridge,
          // A popup that the user closed must not block the next one.
          overrideInteractionInProgress: true,
        });
        noteSignIn(sessionStorage, answer.account.homeAccountId, Date.now());
        if (answer.account.homeAccountId !== account.homeAccountId) return fail('other-account');
      } catch (cause) {
        return fromMsal(cause);
      }
      tokens.clearFailedRequest();
      tabs.send({ kind: 'signedIn', account: account.homeAccountId });
      emit('signedIn');
      return ok(undefined);
    },
    mayRedirect: () => takeRedirect(sessionStorage, Date.now()),
    async signOut() {
      const account = msal.getActiveAccount();
      if (account) tabs.send({ kind: 'signedOut', account: account.homeAccountId });
      // After a sign-out, the tab must not be signed in with another account.
      const others = msal
        .getAllAccounts()
        .filter(({ homeAccountId }) => homeAccountId !== account?.homeAccountId);
      await Promise.all(others.map((other) => msal.clearCache({ account: other })));
      return leaveForEntra(() => msal.logoutRedirect({ account }));
    },
    token: (wanted, options) => tokens.token(wanted, options),
    left,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
