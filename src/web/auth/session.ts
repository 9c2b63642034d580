import { BrowserAuthError, type AccountInfo, type IPublicClientApplication } from '@azure/msal-browser';
import { fromMsal } from '../errors/fromMsal.ts';
import { fail, ok, type Failure, type Problem, type Result } from '../errors/problem.ts';
import { endsSoon } from './announceEnd.ts';
import { redirectUris } from './msalConfig.ts';
import { openOtherTabs } from './otherTabs.ts';
import { noteSignIn, rememberQuery, signInLeft, takeRedirect } from './tabMemory.ts';

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
  /** Leaves the page for Entra's sign-out, and has every tab forget; resolves only when that failed. */
  readonly signOut: () => Promise<Failure>;
  /** An access token for `scopes`, renewed silently when needed. It never navigates. */
  readonly token: (
    scopes: string[],
    wish?: { rejected: boolean; claims?: string },
  ) => Promise<Result<string>>;
  /** Milliseconds until Entra wants to see the person again, whatever was renewed meanwhile. */
  readonly left: () => number;
  /** Told when this account signed in once more, in whatever tab, or signed out in another. @returns the end of it. */
  readonly watch: (listener: (news: 'signedIn' | 'signedOut') => void) => () => void;
}

const toSignedIn = (account: AccountInfo): SignedIn => ({
  oid: account.localAccountId,
  tid: account.tenantId,
  name: account.name ?? account.username,
  upn: account.username,
});

/** Where MSAL notes that an interaction is under way; a popup that was closed by hand leaves it behind. */
const interactionKey = 'msal.interaction.status';
const isStale = (cause: unknown) =>
  cause instanceof BrowserAuthError && cause.errorCode === 'interaction_in_progress';

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
  const listeners = new Set<(news: 'signedIn' | 'signedOut') => void>();
  /** What could not be had silently: the next visit to Entra asks for exactly this. */
  let due: { scopes: string[]; claims?: string } | null = null;

  const tabs = openOtherTabs(({ kind, account }) => {
    const isOurs = msal.getActiveAccount()?.homeAccountId === account;
    const known = msal.getAllAccounts().find(({ homeAccountId }) => homeAccountId === account);
    if (kind === 'signedOut' && known) void msal.clearCache({ account: known });
    if (isOurs) for (const listener of listeners) listener(kind);
  });

  const leave = async (how: () => Promise<void>): Promise<Failure> => {
    try {
      rememberQuery(sessionStorage, location.search);
      await how().catch((cause: unknown) => {
        if (!isStale(cause)) throw cause;
        sessionStorage.removeItem(interactionKey);
        return how();
      });
      // The page is being left; nothing may run on as if it were not.
      return await new Promise<never>(() => {});
    } catch (cause) {
      return fromMsal(cause);
    }
  };

  const left = () => signInLeft(sessionStorage, Date.now());

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
        if (answer.account.homeAccountId !== account.homeAccountId) return fail('other-account');
      } catch (cause) {
        return fromMsal(cause);
      }
      due = null;
      noteSignIn(sessionStorage, Date.now());
      tabs.tell({ kind: 'signedIn', account: account.homeAccountId });
      for (const listener of listeners) listener('signedIn');
      return ok(undefined);
    },
    mayRedirect: () => takeRedirect(sessionStorage, Date.now()),
    signOut() {
      const account = msal.getActiveAccount();
      if (account) tabs.tell({ kind: 'signedOut', account: account.homeAccountId });
      return leave(() => msal.logoutRedirect({ account }));
    },
    async token(wanted, wish) {
      try {
        const result = await msal.acquireTokenSilent({
          scopes: wanted,
          redirectUri: redirectUris(origin).bridge,
          // Claims make MSAL pass over its cached access token by themselves.
          ...(wish?.claims ? { claims: wish.claims } : wish?.rejected && { forceRefresh: true }),
        });
        // It was another sign-in, in a hidden frame: only that gets tokens beyond the first one's end.
        if (!result.fromCache && left() <= 0) noteSignIn(sessionStorage, Date.now());
        return ok(result.accessToken);
      } catch (cause) {
        const failure = fromMsal(cause);
        if (needsPerson(failure.problem))
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
