import { readConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { failUnexpectedly, type Problem } from '../errors/problem.ts';
import { startAuthOnce } from './start.ts';

/** What is left of an attempt to sign in that could not leave the page. */
export interface FailedSignIn {
  readonly config: Config;
  readonly problem: Problem;
}

let running: Promise<FailedSignIn | null> | null = null;
let lastFailure: FailedSignIn | null = null;

/** Starts MSAL while the user reads the first screen, so that a press on *Sign in* does not wait for it. */
export const prepareSignIn = (config: Config): void =>
  // The press tries again, and shows what is wrong.
  void startAuthOnce(config).catch(() => {});

/**
 * Leaves the page for Entra's sign-in. The prerendered screen calls this function before the app is there, and the app calls it
 * later. While an attempt is running, each further call joins it.
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

/** @returns the failure of a sign-in that ended before the app was there; `null` if there is none */
export const readFailedSignIn = (): FailedSignIn | null => lastFailure;

async function attempt(): Promise<FailedSignIn | null> {
  const loaded = await readConfig();
  if (!loaded.ok || loaded.value.faults) return null;
  const { config } = loaded.value;
  try {
    const auth = await startAuthOnce(config);
    const { problem } = auth.ok ? await auth.value.session.signIn() : auth;
    return { config, problem };
  } catch (cause) {
    return { config, problem: failUnexpectedly(cause).problem };
  }
}
