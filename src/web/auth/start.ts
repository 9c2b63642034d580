import { PublicClientApplication, type IPublicClientApplication } from '@azure/msal-browser';
import type { Config } from '../config/schema.ts';
import { fromMsal } from '../errors/fromMsal.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { msalConfig } from './msalConfig.ts';
import { chatScopes, graphScopes, presenceScopes, teamsScopes } from './scopes.ts';
import { createAuthSession, type AuthSession } from './session.ts';
import { canRemember, noteSignIn, takeQuery } from './tabMemory.ts';

export interface StartedAuth {
  /** For `MsalProvider` only. */
  readonly msal: IPublicClientApplication;
  readonly session: AuthSession;
  /** The problem of a sign-in whose redirect ended in this page. */
  readonly problem: Problem | null;
}

/**
 * Starts MSAL and reads the answer of a redirect, which must happen before MSAL is used for anything else.
 * @returns a failure if the browser blocks storage, because no sign-in would survive its redirect
 */
export async function startAuth(config: Config, origin: string): Promise<Result<StartedAuth>> {
  if (!canRemember(() => sessionStorage)) return fail('storage-blocked');
  const msal = new PublicClientApplication(msalConfig(config.entra, origin));
  await msal.initialize();
  let problem: Problem | null = null;
  try {
    const answer = await msal.handleRedirectPromise({ navigateToLoginRequestUrl: false });
    if (answer) {
      msal.setActiveAccount(answer.account);
      noteSignIn(sessionStorage, answer.account.homeAccountId, Date.now());
    }
  } catch (cause) {
    problem = fromMsal(cause).problem;
  }
  const query = takeQuery(sessionStorage);
  if (query && !location.search) history.replaceState(null, '', location.pathname + query);
  if (!msal.getActiveAccount()) msal.setActiveAccount(msal.getAllAccounts()[0] ?? null);
  const scopes = {
    signIn: teamsScopes,
    // Entra refuses `.default` together with other scopes. An administrator consents to its permissions in the registration.
    consentToo: [
      ...(config.tokenSource.kind === 'service' && config.tokenSource.scope
        ? [config.tokenSource.scope]
        : []),
      ...graphScopes,
      ...presenceScopes,
      ...chatScopes,
    ],
  };
  return ok({ msal, session: createAuthSession(msal, scopes, origin), problem });
}
