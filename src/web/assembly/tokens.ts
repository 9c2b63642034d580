import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import type { AuthSession } from '../auth/session.ts';
import { createCredential, requestFirstToken } from '../backend/credential.ts';
import type { TokenHook } from '../backend/tokenHook.ts';
import { runInTurn } from '../backend/runInTurn.ts';
import { waitUntil } from '../base/store.ts';
import { withTimeout } from '../base/withTimeout.ts';
import type { Config } from '../config/schema.ts';
import type { DiagnosticsLog } from '../diagnostics/diagnosticsLog.ts';
import { createLoggedTokenHook } from '../diagnostics/loggedTokenHook.ts';
import { ok, type Result } from '../errors/problem.ts';
import type { InspectorSource } from '../inspector/artifacts.ts';
import { createExchange, takeFirstExchange } from './exchange.ts';
import type { SignInAssembly } from './signIn.ts';

interface TokensDeps {
  readonly config: Config;
  readonly session: AuthSession;
  readonly oid: string;
  readonly signIn: Pick<SignInAssembly, 'keeper' | 'isOver'>;
  readonly log: DiagnosticsLog;
}

/** Creates the functions that acquire the user's tokens, and the credential from which the Calling SDK takes ACS tokens. */
export function assembleTokens({ config, session, oid, signIn, log }: TokensDeps) {
  const { keeper } = signIn;
  const { acquireTeamsToken, acquireCallerToken, exchange } = createExchange(config, session, oid);
  const loggedHook = createLoggedTokenHook((signal) => takeFirstExchange(oid) ?? exchange(signal), log);
  /** The last ACS token, for the token inspector, because the SDK's credential hides it. */
  let lastToken: string | null = null;
  const hook: TokenHook = async (signal) => {
    const result = await loggedHook(signal);
    if (result.ok) lastToken = result.value.token;
    return result;
  };

  const inspector: InspectorSource = {
    config,
    async readTokens() {
      const [teams, caller] = await Promise.all([acquireTeamsToken(), acquireCallerToken()]);
      return {
        teamsToken: teams.ok ? teams.value : null,
        callerToken: caller.ok ? caller.value : null,
        acsToken: lastToken,
      };
    },
  };

  let currentCredential: AzureCommunicationTokenCredential | null = null;

  /** @returns the credential that all attempts to connect share, because an earlier attempt's agent may still use it */
  const getCredential = async (): Promise<Result<AzureCommunicationTokenCredential>> => {
    if (currentCredential) return ok(currentCredential);
    const firstResult = await requestFirstToken(hook, signIn.isOver);
    if (!firstResult.ok) return firstResult;
    currentCredential = createCredential(hook, firstResult.value, {
      onProblem: (problem) => keeper.reportProblem('renewal', problem),
      onRetryPossible: keeper.onRetryPossible,
      waitUntilNoCall(timeoutMs) {
        if (!keeper.inCall.get()) return null;
        const endOfCalls = waitUntil(keeper.inCall, (isInCall) => !isInCall);
        return withTimeout(endOfCalls, timeoutMs, () => {});
      },
      runInTurn,
    });
    return ok(currentCredential);
  };

  return {
    getCredential,
    /** @param mustBeNew whether a new credential must replace the current one, because the service has refused its token */
    getCredentialForAgent: async (mustBeNew: boolean) => {
      if (currentCredential && !mustBeNew) return ok(currentCredential);
      currentCredential?.dispose();
      currentCredential = null;
      const newCredential = await getCredential();
      keeper.reportProblem('renewal', newCredential.ok ? null : newCredential.problem);
      // If the user has signed out meanwhile, `dispose` has already run, and does not run again.
      if (signIn.isOver() && newCredential.ok) newCredential.value.dispose();
      return newCredential;
    },
    /** @returns the last ACS token; `null` before the first one */
    getAcsToken: () => lastToken,
    acquireCallerToken,
    inspector: config.tokenInspector ? inspector : null,
    dispose: () => currentCredential?.dispose(),
  };
}

export type TokensAssembly = ReturnType<typeof assembleTokens>;
