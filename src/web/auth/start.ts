import { PublicClientApplication, type IPublicClientApplication } from '@azure/msal-browser';
import type { Config } from '../config/schema.ts';
import { translateMsalError } from '../errors/translateMsalError.ts';
import { fail, ok, type Problem, type Result } from '../errors/problem.ts';
import { createMsalConfig } from './msalConfig.ts';
import { getSignInScopes } from './scopes.ts';
import { createAuthSession, type AuthSession } from './session.ts';
import { checkStorage, deleteMsalData, readAndDeleteQuery, storeSignInTime } from './tabMemory.ts';

export interface StartedAuth {
  /** Only for `MsalProvider`. */
  readonly msal: IPublicClientApplication;
  readonly session: AuthSession;
  /** Why the sign-in that has just ended at this page failed, or why a new one is needed; `null` if neither is the case. */
  readonly problem: Problem | null;
}

/**
 * Starts MSAL and reads the answer in Entra's redirect, if there is one. No other method of MSAL may run before this.
 * @returns a failure if the browser blocks storage or has no room, because no sign-in would survive its redirect
 */
export async function startAuth(config: Config, origin: string): Promise<Result<StartedAuth>> {
  const storage = checkStorage();
  if (storage !== 'usable') return fail(`storage-${storage}`);
  const { msal, problem } = await startMsal(config, origin).catch(async () => {
    // MSAL cannot read its data in this tab, and would fail each time. Without the data, the user can sign in again.
    deleteMsalData();
    return { ...(await startMsal(config, origin)), problem: fail('sign-in-needed').problem };
  });
  // Restores the query that the page had before the redirect to Entra.
  const query = readAndDeleteQuery();
  if (query && !location.search) history.replaceState(null, '', location.pathname + query);
  return ok({ msal, session: createAuthSession(msal, getSignInScopes(config.tokenSource), origin), problem });
}

let starting: Promise<Result<StartedAuth>> | null = null;

/** Shares one `startAuth` among all callers in this page. If it has failed, the next caller starts it again. */
export function startAuthOnce(config: Config): Promise<Result<StartedAuth>> {
  starting ??= startAuth(config, location.origin).then(
    (result) => {
      if (!result.ok) starting = null;
      return result;
    },
    (cause: unknown) => {
      starting = null;
      throw cause;
    },
  );
  return starting;
}

/** @throws if MSAL cannot read what it has stored */
async function startMsal(config: Config, origin: string): Promise<Pick<StartedAuth, 'msal' | 'problem'>> {
  const msal = new PublicClientApplication(createMsalConfig(config.entra, origin));
  await msal.initialize();
  let problem: Problem | null = null;
  try {
    const answer = await msal.handleRedirectPromise({ navigateToLoginRequestUrl: false });
    if (answer) {
      msal.setActiveAccount(answer.account);
      storeSignInTime(answer.account.homeAccountId);
    }
  } catch (cause) {
    problem = translateMsalError(cause).problem;
    // An error without a code of its own means that MSAL cannot read its data.
    if (problem.code === 'unexpected') throw cause;
  }
  if (!msal.getActiveAccount()) msal.setActiveAccount(msal.getAllAccounts()[0] ?? null);
  return { msal, problem };
}
