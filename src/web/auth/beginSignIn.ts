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
export const prepareSignIn = (config: Config): void =>
  // After a failure, the press on *Sign in* tries again, and shows what is wrong.
  void startAuthOnce(config).catch(() => {});

/**
 * Leaves the page for Entra's sign-in, for the prerendered screen and later for the app. Further calls join a running attempt.
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
