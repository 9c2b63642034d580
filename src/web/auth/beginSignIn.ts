import { readConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { failUnexpectedly, ok, type Problem } from '../errors/problem.ts';
import { startAuth, type StartedAuth } from './start.ts';

/** What is left of an attempt to sign in that could not leave the page. */
export interface FailedSignIn {
  readonly config: Config;
  readonly problem: Problem;
  /** MSAL, if it could be started. */
  readonly started: StartedAuth | undefined;
}

let running: Promise<FailedSignIn | null> | null = null;
let lastFailure: FailedSignIn | null = null;

/**
 * Leaves the page for Entra's sign-in. The prerendered screen calls this function before the app is there, and the app calls it
 * later. While an attempt is running, each further call joins it.
 * @param started MSAL, if it has been started in this page
 * @returns the failure; `null` if the configuration cannot be used. If the page is being left, the promise never resolves
 */
export function beginSignIn(started?: StartedAuth): Promise<FailedSignIn | null> {
  running ??= attempt(started).then((failure) => {
    running = null;
    lastFailure = failure;
    return failure;
  });
  return running;
}

/** @returns the failure of a sign-in that ended before the app was there; `null` if there is none */
export const readFailedSignIn = (): FailedSignIn | null => lastFailure;

async function attempt(startedBefore: StartedAuth | undefined): Promise<FailedSignIn | null> {
  const loaded = await readConfig();
  if (!loaded.ok || loaded.value.faults) return null;
  const { config } = loaded.value;
  try {
    const auth = startedBefore ? ok(startedBefore) : await startAuth(config, location.origin);
    if (!auth.ok) return { config, problem: auth.problem, started: undefined };
    const { problem } = await auth.value.session.signIn();
    return { config, problem, started: auth.value };
  } catch (cause) {
    return { config, problem: failUnexpectedly(cause).problem, started: startedBefore };
  }
}
