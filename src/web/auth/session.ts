import {
  BrowserAuthError,
  type AccountInfo,
  type IPublicClientApplication,
  type PopupRequest,
} from '@azure/msal-browser';
import { openTabChannel } from '../base/tabChannel.ts';
import { translateMsalError } from '../errors/translateMsalError.ts';
import { fail, ok, type Failure, type Result } from '../errors/problem.ts';
import { createAccessTokens } from './accessTokens.ts';
import { loadPart } from '../base/loadPart.ts';
import { isFramed } from '../base/isFramed.ts';
import { createRedirectUris } from './msalConfig.ts';
import { claimRedirect, readRemainingSignInMs, storeQuery, storeSignInTime } from './tabMemory.ts';
import { warnBeforeMs } from './watchExpiry.ts';

export interface SignedIn {
  /** The user's object id in the tenant of the sign-in. A guest has another one in the home tenant. */
  readonly oid: string;
  readonly tid: string;
  readonly name: string;
  readonly upn: string;
  /** Whether the user has answered Entra's question _Stay signed in?_ with _Yes_. Entra may not say so. */
  readonly staysSignedIn: boolean;
}

/**
 * `signedIn`: the user has signed in again, in this or another tab. `signedOut`: the user has signed out in another tab.
 * `revoked`: the tenant has revoked the user's sign-ins, or has blocked or deleted the account.
 */
export type SessionEvent = 'signedIn' | 'signedOut' | 'revoked';

export const tabChannelName = 'switchboard.sign-in';
/** What one tab tells the other tabs about an account. */
export interface TabMessage {
  readonly kind: 'signedIn' | 'signedOut';
  /** MSAL's home account id. */
  readonly account: string;
}

export const toSignedIn = (account: AccountInfo): SignedIn => ({
  oid: account.localAccountId,
  tid: account.tenantId,
  name: account.name ?? account.username,
  upn: account.username,
  // MSAL's type does not have the values, and MSAL itself reads `kmsi` here (`isKmsi` in its `AuthToken`).
  staysSignedIn: account.idTokenClaims?.signin_state?.includes('kmsi') ?? false,
});

/**
 * Creates the sign-in as the rest of the app uses it, without MSAL's types.
 * @param msal must be initialised, and its `handleRedirectPromise` must have settled
 * @param scopes as `getSignInScopes` returns them
 */
export function createAuthSession(
  msal: IPublicClientApplication,
  scopes: { signIn: string[]; consentToo: string[] },
  origin: string,
) {
  const listeners = new Set<(event: SessionEvent) => void>();
  const emit = (event: SessionEvent) => {
    for (const listener of listeners) listener(event);
  };

  /** Milliseconds until the user must sign in again. The renewal of a token adds nothing. */
  const getRemainingSignInMs = () => {
    const account = msal.getActiveAccount();
    return account ? readRemainingSignInMs(account.homeAccountId) : Infinity;
  };
  const tokens = createAccessTokens(msal, {
    origin,
    getRemainingSignInMs,
    onRevoked: () => emit('revoked'),
  });

  // Each tab stores its own tokens, so every tab must learn of a sign-out.
  const tabs = openTabChannel<TabMessage>(tabChannelName, ({ kind, account: homeAccountId }) => {
    const isActive = msal.getActiveAccount()?.homeAccountId === homeAccountId;
    if (kind === 'signedOut') void tokens.forgetAccount(homeAccountId);
    if (isActive) emit(kind);
  });

  /** Creates the request that signs an account in again. It repeats the request that failed last. */
  const createSignInRequest = (account: AccountInfo) => ({
    scopes: scopes.signIn,
    ...tokens.getFailedRequest(),
    account,
  });

  /** Opens Entra in a popup. @param createRequest creates the request for the active account */
  const askByPopup = async (
    createRequest: (account: AccountInfo) => Pick<PopupRequest, 'scopes' | 'account' | 'claims' | 'prompt'>,
  ): Promise<Result<void>> => {
    const account = msal.getActiveAccount();
    if (!account) return fail('sign-in-needed');
    try {
      const answer = await msal.acquireTokenPopup({
        ...createRequest(account),
        redirectUri: createRedirectUris(origin).bridge,
        // A popup that the user closed must not block the next one.
        overrideInteractionInProgress: true,
      });
      storeSignInTime(answer.account.homeAccountId);
      return answer.account.homeAccountId === account.homeAccountId ? ok(undefined) : fail('other-account');
    } catch (cause) {
      return translateMsalError(cause);
    }
  };

  return {
    account(): SignedIn | null {
      const account = msal.getActiveAccount();
      return account && toSignedIn(account);
    },
    /** @returns this tab's accounts, all of which `signOut` signs out */
    listAccounts: (): readonly SignedIn[] => msal.getAllAccounts().map(toSignedIn),
    /** Leaves the page for Entra. Resolves only if that failed. @param options.another lets the user choose another account */
    signIn: async ({ another = false }: { another?: boolean } = {}): Promise<Failure> => {
      if (isFramed()) return (await loadFramed()).signInFramed(msal, scopes);
      return leaveForEntra(() => {
        const account = msal.getActiveAccount();
        const mustSignInAgain = tokens.getFailedRequest() !== null || getRemainingSignInMs() < warnBeforeMs;
        if (account && mustSignInAgain && !another)
          return msal.acquireTokenRedirect(createSignInRequest(account));
        return msal.loginRedirect({
          scopes: scopes.signIn,
          extraScopesToConsent: scopes.consentToo,
          prompt: 'select_account',
        });
      });
    },
    /** Signs the active account in again by a popup. Must be called in a click handler. */
    async signInByPopup(): Promise<Result<void>> {
      const result = await askByPopup(createSignInRequest);
      if (!result.ok) return result;
      tokens.clearFailedRequest();
      const homeAccountId = msal.getActiveAccount()?.homeAccountId;
      if (homeAccountId) tabs.send({ kind: 'signedIn', account: homeAccountId });
      emit('signedIn');
      return result;
    },
    /** Asks for consent to these scopes in a popup. Must be called in a click handler. */
    consentByPopup: (consentScopes: string[]): Promise<Result<void>> =>
      askByPopup((account) => ({ scopes: consentScopes, account })),
    hasConsent: tokens.hasConsent,
    acquireToken: tokens.acquireToken,
    claimRedirect: () => !isFramed() && claimRedirect(),
    /** Leaves the page for Entra. Resolves only if that failed. */
    signOut: async (): Promise<Failure> => {
      const account = msal.getActiveAccount();
      if (account) tabs.send({ kind: 'signedOut', account: account.homeAccountId });
      // If the other accounts stayed, the tab would use one of them after the sign-out.
      const otherAccounts = msal
        .getAllAccounts()
        .filter(({ homeAccountId }) => homeAccountId !== account?.homeAccountId);
      await Promise.all(otherAccounts.map((other) => msal.clearCache({ account: other })));
      if (isFramed()) return (await loadFramed()).signOutFramed(msal);
      return leaveForEntra(() => msal.logoutRedirect({ account }));
    },
    getRemainingSignInMs,
    /** Tells `listener` what happens to the active account's sign-in. @returns a function that removes the listener */
    watch(listener: (event: SessionEvent) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export type AuthSession = ReturnType<typeof createAuthSession>;

/** A chunk of its own, because few deployments are embedded. */
const loadFramed = () => loadPart(() => import('./signInFramed.ts'), 'signInFramed');

/** MSAL stores under this key that an interaction is pending, and does not delete it if the user closes a popup. */
const interactionStorageKey = 'msal.interaction.status';

/** The *Back* button may show the page from the back/forward cache, although the user has signed out since. */
const reloadOldPage = ({ persisted }: PageTransitionEvent) => {
  if (persisted) location.reload();
};

/** @param redirect calls a redirect function of MSAL, and a second time if an interaction that never ended has blocked it */
async function leaveForEntra(redirect: () => Promise<void>): Promise<Failure> {
  addEventListener('pageshow', reloadOldPage);
  try {
    storeQuery();
    await redirect().catch((cause: unknown) => {
      if (!(cause instanceof BrowserAuthError) || cause.errorCode !== 'interaction_in_progress') throw cause;
      sessionStorage.removeItem(interactionStorageKey);
      return redirect();
    });
    // The page is being left, so the code that called this function must not go on.
    return await new Promise<never>(() => {});
  } catch (cause) {
    removeEventListener('pageshow', reloadOldPage);
    return translateMsalError(cause);
  }
}
