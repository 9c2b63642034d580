import { readConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { failUnexpectedly, type Problem } from '../errors/problem.ts';
import { readSignInTrace } from './signInTrace.ts';
import { startAuthOnce } from './start.ts';

/** An attempt to sign in that could not leave the page. */
export interface FailedSignIn {
  readonly config: Config;
  readonly problem: Problem;
}

/** What the page's address and storage said about a sign-in when the page opened. MSAL removes Entra's answer from the address. */
export const signInTrace = readSignInTrace(location.hash, () => sessionStorage);

let running: Promise<FailedSignIn | null> | null = null;
let lastFailure: FailedSignIn | null = null;

/**
 * Reads the configuration and starts MSAL before the app is there: while the user reads the first screen, or when a signed-in
 * user opens the page. MSAL then redeems the code in Entra's redirect. Does not wait until MSAL has started.
 */
export async function prepareSignIn(): ReturnType<typeof readConfig> {
  const loaded = await readConfig();
  // After a failure, the app or a press on *Sign in* tries again, and shows what is wrong.
  if (loaded.ok && !loaded.value.faults) startAuthOnce(loaded.value.config).catch(() => {});
  return loaded;
}

/**
 * Leaves the page for Entra's sign-in. Both the prerendered screen and the app call this function; further calls join a running
 * attempt.
 * @returns the failure; `null` if the configuration cannot be used. If the page is being left, the promise never resolves
 */
export function beginSignIn(): Promise<FailedSignIn | null> {
  running ??= attempt().then((failure) => {
    running = null;
    lastFailure = failure;
    return failure;
  });
  return running;
}

/** @returns the failure of a sign-in before the app had loaded; `null` if there is none */
export const readFailedSignIn = (): FailedSignIn | null => lastFailure;

async function attempt(): Promise<FailedSignIn | null> {
  const loaded = await readConfig();
  if (!loaded.ok || loaded.value.faults) return null;
  const { config } = loaded.value;
  try {
    const auth = await startAuthOnce(config);
    if (!auth.ok) return { config, problem: auth.problem };
    const failure = await auth.value.session.signIn();
    return { config, problem: failure.problem };
  } catch (cause) {
    return { config, problem: failUnexpectedly(cause).problem };
  }
}
