import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { computeRetryDelayMs } from '../base/retryDelay.ts';
import { withTimeout } from '../base/withTimeout.ts';
import { fail, type Problem, type Result } from '../errors/problem.ts';
import { readClaim } from './localExpiry.ts';
import type { AcsToken, TokenHook } from './tokenHook.ts';

const attemptTimeoutMs = 15_000;
/** How long an aborted attempt may take to tell which server it was waiting for. */
const abortTimeoutMs = 100;
/** The user learns of a temporary problem only if the token expires within this time, in milliseconds. */
const reportBeforeMs = 180_000;
/** Milliseconds before the old token expires at which the service gets the token of another resource, even during a call. */
const handOverBeforeMs = 5_000;

/** An error that contains a problem, because the SDK's credential can only throw errors. */
class TokenRefreshError extends Error {
  override readonly name = 'TokenRefreshError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`The ACS access token could not be renewed: ${problem.code}`);
    this.problem = problem;
  }
}

/**
 * Calls a token hook, which gets an ACS token, and aborts it after 15 s. The hook then says which server has not answered: Entra,
 * the token service or the ACS resource.
 */
export async function requestAcsToken(hook: TokenHook): Promise<Result<AcsToken>> {
  const controller = new AbortController();
  const attempt = hook(controller.signal);
  const result = await withTimeout(attempt, attemptTimeoutMs, () => null);
  if (result) return result;
  controller.abort();
  return withTimeout(attempt, abortTimeoutMs, () => fail('service-unreachable', { detail: 'timeout' }));
}

function isOfOtherResource(token: AcsToken, otherToken: AcsToken): boolean {
  const [id, otherId] = [token, otherToken].map((named) => readClaim(named.token, 'resourceId'));
  return typeof id === 'string' && typeof otherId === 'string' && id !== otherId;
}

export interface RenewalOptions {
  /** Runs with each problem that the user should know of, and with `null` when a renewal succeeds. */
  readonly onProblem: (problem: Problem | null) => void;
  /** Calls `listener` whenever a retry may succeed, for example when the network is back. @returns a function that removes it */
  readonly onRetryPossible: (listener: () => void) => () => void;
  /** Waits until this tab has no call, or until the time is over. @returns `null` if the tab has no call now */
  readonly waitUntilNoCall: (timeoutMs: number) => Promise<void> | null;
  readonly runInTurn: <T>(attempt: () => Promise<T>) => Promise<T>;
}

/**
 * Creates the credential from which the Calling SDK takes ACS tokens, and which renews its token.
 *
 * Its `tokenRefresher` never rejects, because one rejection would end proactive renewal for good (observed in
 * @azure/communication-common 2.5.0). It tries again, also after the token has expired, or waits for the user if only the user
 * can solve the problem. `getToken` rejects after 15 s instead of letting its callers wait for that.
 */
export function createCredential(
  hook: TokenHook,
  firstToken: AcsToken,
  { onProblem, onRetryPossible, waitUntilNoCall, runInTurn }: RenewalOptions,
): AzureCommunicationTokenCredential {
  let currentToken = firstToken;
  let lastProblem: Problem | null = null;
  let isDisposed = false;

  /** Waits until a retry may succeed. @param longestMs the longest wait in milliseconds; `null` for no limit */
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
   * Keeps the old token during a call, because no document says whether a call survives the token of another ACS resource. If the
   * service refuses that token after the call, the app makes a new agent.
   */
  const keepOldToken = async (): Promise<void> => {
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
      // After `dispose`, no code waits for the token, and a rejection would be unhandled.
      if (isDisposed) return new Promise(() => {});
      if (result.ok) {
        if (isOfOtherResource(result.value, currentToken)) await keepOldToken();
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
      throw new TokenRefreshError(lastProblem ?? fail('service-unreachable').problem);
    });
  const dispose = credential.dispose.bind(credential);
  credential.dispose = () => {
    isDisposed = true;
    dispose();
  };
  return credential;
}
