import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { computeRetryDelayMs } from '../base/retryDelay.ts';
import { withTimeout } from '../base/withTimeout.ts';
import type { ProblemCode } from '../errors/catalogue.ts';
import { fail, type Problem, type Result } from '../errors/problem.ts';
import { readClaim, type AcsToken, type TokenHook } from './tokenHook.ts';

const attemptTimeoutMs = 15_000;
/** How long an aborted attempt may take to tell which server it was waiting for. */
const abortTimeoutMs = 100;
/** The user learns of a temporary problem only if the current token expires within these milliseconds. */
const reportBeforeMs = 180_000;
/** How long before the old token expires the SDK gets a token of another ACS resource, even during a call. */
const handOverBeforeMs = 5_000;

/** Lets a token hook get an ACS token, and aborts it after `attemptTimeoutMs`. The hook then says which server has not answered. */
export async function requestAcsToken(hook: TokenHook): Promise<Result<AcsToken>> {
  const controller = new AbortController();
  const attempt = hook(controller.signal);
  const result = await withTimeout(attempt, attemptTimeoutMs, () => null);
  if (result) return result;
  controller.abort();
  return withTimeout(attempt, abortTimeoutMs, () => fail('service-unreachable', { detail: 'timeout' }));
}

/** The server that exchanges the tokens is busy (429). */
const busyCodes: ReadonlySet<ProblemCode> = new Set(['service-busy', 'acs-busy']);
/** How long the app goes on trying at a busy service before the user learns of the problem. */
const longestWaitMs = 30_000;

/**
 * Gets the user's first ACS token. If the service is busy (429), for example because a whole company signs in, this function waits
 * as long as the service asks, and tries again. It returns all other problems at once, so that the user can solve them.
 * @param isOver whether the user has signed out meanwhile
 */
export async function requestFirstToken(hook: TokenHook, isOver: () => boolean): Promise<Result<AcsToken>> {
  const startedAt = Date.now();
  for (let failures = 0; ; failures++) {
    const result = await requestAcsToken(hook);
    if (result.ok || !busyCodes.has(result.problem.code) || isOver()) return result;
    const delayMs = computeRetryDelayMs(failures, result.problem.retryAfterMs);
    if (Date.now() - startedAt + delayMs > longestWaitMs) return result;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}

/** Whether two tokens are known to belong to different ACS resources. */
function isOfOtherResource(token: AcsToken, otherToken: AcsToken): boolean {
  const id = readClaim(token.token, 'resourceId');
  const otherId = readClaim(otherToken.token, 'resourceId');
  return typeof id === 'string' && typeof otherId === 'string' && id !== otherId;
}

export interface RenewalOptions {
  /** Runs with each problem that the user should know of, and with `null` when a renewal succeeds. */
  readonly onProblem: (problem: Problem | null) => void;
  /** Calls `listener` whenever a retry may succeed, for example when the network is back. @returns a function that removes it */
  readonly onRetryPossible: (listener: () => void) => () => void;
  /** Waits until this tab has no call, or until the time is over. @returns `null` if the tab has no call now */
  readonly waitUntilNoCall: (timeoutMs: number) => Promise<void> | null;
  /** Runs an attempt when no other tab of this app is running one. */
  readonly runInTurn: <T>(attempt: () => Promise<T>) => Promise<T>;
}

/**
 * Creates the credential from which the Calling SDK takes ACS tokens, and which renews its token.
 *
 * Its `tokenRefresher` never rejects, because one rejection would end proactive renewal for good (observed in
 * @azure/communication-common 2.5.0). It tries again, even after the token has expired, or waits for the user if only the user
 * can solve the problem. Meanwhile `getToken` rejects after 15 s, so that its callers do not wait for ever.
 */
export function createCredential(
  hook: TokenHook,
  firstToken: AcsToken,
  { onProblem, onRetryPossible, waitUntilNoCall, runInTurn }: RenewalOptions,
): AzureCommunicationTokenCredential {
  let currentToken = firstToken;
  let lastProblem: Problem | null = null;
  let isDisposed = false;

  /** Waits until a retry may succeed, but at most `longestMs` (`null`: no limit). */
  const waitForRetry = (longestMs: number | null): Promise<void> =>
    new Promise((resolve) => {
      const timer = longestMs === null ? undefined : setTimeout(finish, longestMs);
      const unsubscribe = onRetryPossible(finish);
      function finish() {
        clearTimeout(timer);
        unsubscribe();
        resolve();
      }
    });

  /**
   * Holds back the token of another ACS resource until all calls have ended or the old token is about to expire: no document says
   * whether a call survives the new token. If the service then refuses it, the app replaces the call agent.
   */
  const waitForEndOfCalls = async (): Promise<void> => {
    const livesForMs = currentToken.expiresAt - Date.now() - handOverBeforeMs;
    if (livesForMs <= 0) return;
    const noCall = waitUntilNoCall(livesForMs);
    if (noCall === null) return;
    onProblem(fail('resource-moved').problem);
    await noCall;
  };

  const renewToken = async (): Promise<AcsToken> => {
    for (let failures = 0; ; failures++) {
      const result = await runInTurn(() => requestAcsToken(hook));
      // After `dispose`, nobody needs the token, and nobody would handle a rejection. So the promise never settles.
      if (isDisposed) return new Promise(() => {});
      if (result.ok) {
        if (isOfOtherResource(result.value, currentToken)) await waitForEndOfCalls();
        lastProblem = null;
        onProblem(null);
        return result.value;
      }
      lastProblem = result.problem;
      const isTemporary = lastProblem.remedy === 'retry';
      const expiresInMs = currentToken.expiresAt - Date.now();
      if (!isTemporary || expiresInMs < reportBeforeMs) onProblem(lastProblem);
      await waitForRetry(isTemporary ? computeRetryDelayMs(failures, lastProblem.retryAfterMs) : null);
    }
  };

  const toSdkToken = ({ token, expiresAt }: AcsToken) => ({ token, expiresOnTimestamp: expiresAt });
  const credential = new AzureCommunicationTokenCredential({
    token: toSdkToken(firstToken),
    refreshProactively: true,
    tokenRefresher: async () => {
      currentToken = await renewToken();
      return toSdkToken(currentToken);
    },
  });
  const getToken = credential.getToken.bind(credential);
  credential.getToken = (options) =>
    withTimeout(getToken(options), attemptTimeoutMs, () => {
      throw new Error(
        `The ACS access token could not be renewed: ${lastProblem?.code ?? 'service-unreachable'}`,
      );
    });
  const dispose = credential.dispose.bind(credential);
  credential.dispose = () => {
    isDisposed = true;
    dispose();
  };
  return credential;
}
