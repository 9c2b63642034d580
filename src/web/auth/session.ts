import type { AccountInfo, IPublicClientApplication } from '@azure/msal-browser';
import { fromMsal } from '../errors/fromMsal.ts';
import { fail, ok, type Failure, type Problem, type Result } from '../errors/problem.ts';
import { createAcquire } from './acquire.ts';
import { endsSoon } from './announceEnd.ts';
import { leave } from './leave.ts';
import { redirectUris } from './msalConfig.ts';
import { openOtherTabs } from './otherTabs.ts';
import { noteSignIn, signInLeft, takeRedirect } from './tabMemory.ts';

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
  readonly account: () => SignedIn | null;
  /** Leaves the page for Entra; resolves only when that failed. @param another asks which account, in any case. */
  readonly signIn: (options?: { another?: boolean }) => Promise<Failure>;
  /** The same in a window of its own, for a page that must not be left. Call it right in a click. */
  readonly signInByPopup: () => Promise<Result<void>>;
  /** Whether the page may go to sign-in unasked; at most once in 30 s. */
  readonly mayRedirect: () => boolean;
  /**
   * Forgets every account of this tab, has every other tab forget the one at hand, and leaves the page for Entra's
   * sign-out; resolves only when that failed.
   */
  readonly signOut: () => Promise<Failure>;
  /** An access token for `scopes`, renewed silently when needed. It never navigates. */
  readonly token: (
    scopes: string[],
    wish?: {
      rejected: boolean;
      claims?: string;
      /** A call hangs on it: it waits for nothing that does not. */
      goesFirst?: boolean;
      /** The app does as well without it: no sign-in need ask for it. */
      optional?: boolean;
    },
  ) => Promise<Result<string>>;
  /** Milliseconds until Entra wants to see the person again, whatever was renewed meanwhile. */
  readonly left: () => number;
  /** Calls `listener` with what happens to this account's sign-in. @returns the unsubscribe. */
  readonly watch: (listener: (news: SessionNews) => void) => () => void;
}

/**
 * `signedIn`: once more, in whatever tab. `signedOut`: in another tab. `revoked`: the organisation ended every sign-in of
 * the account, or blocked it.
 */
export type SessionNews = 'signedIn' | 'signedOut' | 'revoked';

/** Entra's numbers for that: a revoked grant, a disabled account, one that is no longer there. */
const revocations: ReadonlySet<string | undefined> = new Set(['AADSTS50173', 'AADSTS50057', 'AADSTS50034']);

/** Takes from MSAL's account what the app may know. */
export const toSignedIn = (account: AccountInfo): SignedIn => ({
  oid: account.localAccountId,
  tid: account.tenantId,
  name: account.name ?? account.username,
  upn: account.username,
});

/** Only the person can mend it, by signing in or consenting. */
export const needsPerson = ({ code }: Problem): boolean =>
  code === 'sign-in-needed' || code === 'consent-needed' || code === 'sign-in-ends-soon';

/**
 * @param msal initialised; its `handleRedirectPromise` has been awaited.
 * @param scopes what to sign in for, and what else to ask consent for in the same visit.
 */
export function createAuthSession(
  msal: IPublicClientApplication,
  scopes: { signIn: string[]; consentToo: string[] },
  origin: string,
): AuthSession {
  const listeners = new Set<(news: SessionNews) => void>();
  /** What could not be had silently: the next visit to Entra asks for exactly this. */
  let due: { scopes: string[]; claims?: string } | null = null;

  const acquire = createAcquire(msal);
  /** Signed out in another tab, by MSAL's home account id. */
  const gone = new Set<string>();

  const tabs = openOtherTabs(({ kind, account }) => {
    const isOurs = msal.getActiveAccount()?.homeAccountId === account;
    if (kind === 'signedOut') void forget(account);
    if (isOurs) for (const listener of listeners) listener(kind);
  });

  const forget = async (homeAccountId: string) => {
    gone.add(homeAccountId);
    const known = msal.getAccount({ homeAccountId });
    if (known) await msal.clearCache({ account: known });
  };

  const left = () => {
    const account = msal.getActiveAccount();
    return account ? signInLeft(sessionStorage, account.homeAccountId, Date.now()) : Number.POSITIVE_INFINITY;
  };

  /** For the account at hand, Entra asks nothing that it need not ask. */
  const again = (account: AccountInfo) => ({
    scopes: due?.scopes ?? scopes.signIn,
    account,
    ...(due?.claims && { claims: due.claims }),
  });

  return {
    account() {
      const account = msal.getActiveAccount();
      return account && toSignedIn(account);
    },
    signIn: ({ another = false } = {}) =>
      leave(() => {
        const account = msal.getActiveAccount();
        const isDue = due !== null || left() < endsSoon;
        if (account && isDue && !another) return msal.acquireTokenRedirect(again(account));
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
          ...again(account),
          redirectUri: redirectUris(origin).bridge,
          // A popup that was closed by hand must not block the next.
          overrideInteractionInProgress: true,
        });
        noteSignIn(sessionStorage, answer.account.homeAccountId, Date.now());
        if (answer.account.homeAccountId !== account.homeAccountId) return fail('other-account');
      } catch (cause) {
        return fromMsal(cause);
      }
      due = null;
      tabs.tell({ kind: 'signedIn', account: account.homeAccountId });
      for (const listener of listeners) listener('signedIn');
      return ok(undefined);
    },
    mayRedirect: () => takeRedirect(sessionStorage, Date.now()),
    async signOut() {
      const account = msal.getActiveAccount();
      if (account) tabs.tell({ kind: 'signedOut', account: account.homeAccountId });
      // Whoever signs out does not expect to find the window signed in as somebody else.
      const others = msal
        .getAllAccounts()
        .filter(({ homeAccountId }) => homeAccountId !== account?.homeAccountId);
      await Promise.all(others.map((other) => msal.clearCache({ account: other })));
      return leave(() => msal.logoutRedirect({ account }));
    },
    async token(wanted, wish) {
      const account = msal.getActiveAccount();
      if (!account) return fail('sign-in-needed');
      try {
        const request = {
          scopes: wanted,
          account,
          redirectUri: redirectUris(origin).bridge,
          // Claims make MSAL pass over its cached access token by themselves.
          ...(wish?.claims ? { claims: wish.claims } : wish?.rejected && { forceRefresh: true }),
        };
        const result = await acquire(request, wish?.goesFirst);
        // It was another sign-in, in a hidden frame: only that gets tokens beyond the first one's end.
        if (!result.fromCache && left() <= 0) noteSignIn(sessionStorage, account.homeAccountId, Date.now());
        if (!gone.has(account.homeAccountId)) return ok(result.accessToken);
        // What was under way when another tab signed out has put new tokens where the old ones were cleared.
        await forget(account.homeAccountId);
        return fail('sign-in-needed');
      } catch (cause) {
        const failure = fromMsal(cause);
        if (revocations.has(failure.problem.detail)) for (const listener of listeners) listener('revoked');
        if (needsPerson(failure.problem) && !wish?.optional)
          due = { scopes: wanted, ...(wish?.claims && { claims: wish.claims }) };
        return failure;
      }
    },
    left,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
