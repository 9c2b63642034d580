import { readConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { failUnexpectedly, type Problem } from '../errors/problem.ts';
import { startAuthOnce } from './start.ts';

/** An attempt to sign in that could not leave the page. */
export interface FailedSignIn {
  readonly config: Config;
  readonly problem: Problem;
}

let running: Promise<FailedSignIn | null> | null = null;
let lastFailure: FailedSignIn | null = null;

/** Starts MSAL while the user reads the first screen, so that a press on *Sign in* does not wait for it. */
export function prepareSignIn(config: Config): void {
  // After a failure, the press on *Sign in* tries again, and shows what is wrong.
  startAuthOnce(config).catch(() => {});
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
