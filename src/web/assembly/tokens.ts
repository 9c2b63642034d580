import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { getCallerScope, teamsScopes } from '../auth/scopes.ts';
import type { AuthSession } from '../auth/session.ts';
import type { TokenRequest } from '../auth/tokenRequest.ts';
import { createCredential } from '../backend/credential.ts';
import { createTokenHook } from '../backend/createTokenHook.ts';
import { requestFirstToken } from '../backend/firstToken.ts';
import { runInTurn } from '../backend/runInTurn.ts';
import type { Readable } from '../base/store.ts';
import type { Config } from '../config/schema.ts';
import type { DiagnosticsLog } from '../diagnostics/diagnosticsLog.ts';
import { createLoggedTokenHook } from '../diagnostics/loggedTokenHook.ts';
import { ok, type Result } from '../errors/problem.ts';
import { createInspectorSource, rememberLastToken } from '../inspector/source.ts';
import type { SignInAssembly } from './signIn.ts';

interface TokensDeps {
  readonly config: Config;
  readonly session: AuthSession;
  readonly signIn: Pick<SignInAssembly, 'keeper' | 'isOver'>;
  readonly log: DiagnosticsLog;
}

/**
 * Creates the functions that acquire the user's tokens, and the credential from which the Calling SDK takes ACS tokens.
 * The credential exists from the first token until `dispose`. If the service refuses its token, a new credential
 * replaces it.
 */
export function assembleTokens({ config, session, signIn, log }: TokensDeps) {
  const { keeper } = signIn;
  const account = session.account();
  /** Creates a function that acquires a token which calls need. Its requests overtake those for other tokens. */
  const createPriorityAcquirer = (scopes: string[]) => (request?: TokenRequest) =>
    session.acquireToken(scopes, { rejected: false, ...request, goesFirst: true });
  const acquireTeamsToken = createPriorityAcquirer(teamsScopes);
  // Without a scope, a cookie proves the user to the token service, so there is no caller token.
  const scope = getCallerScope(config.tokenSource);
  const acquireCallerToken = scope === null ? async () => ok(null) : createPriorityAcquirer([scope]);
  const identity = { clientId: config.entra.clientId, oid: account?.oid ?? '' };
  const exchange = createTokenHook(config.tokenSource, identity, {
    acquireTeamsToken,
    acquireCallerToken,
  });
  const { hook, readLastToken } = rememberLastToken(createLoggedTokenHook(exchange, log));

  let currentCredential: AzureCommunicationTokenCredential | null = null;

  /**
   * Gets the credential, or creates it with a first token. All attempts to connect share one credential, because the
   * agent of an earlier attempt goes on using it.
   */
  const getCredential = async (): Promise<Result<AzureCommunicationTokenCredential>> => {
    if (currentCredential) return ok(currentCredential);
    const firstResult = await requestFirstToken(hook, signIn.isOver);
    if (!firstResult.ok) return firstResult;
    currentCredential = createCredential(hook, firstResult.value, {
      onProblem: (problem) => keeper.reportProblem('renewal', problem),
      onRetryPossible: keeper.onRetryPossible,
      waitUntilNoCall: (timeoutMs) => waitUntilNoCall(keeper.inCall, timeoutMs),
      runInTurn,
    });
    return ok(currentCredential);
  };

  return {
    getCredential,
    /**
     * Gets the credential for an agent.
     * @param mustBeNew whether a new credential must replace the present one, because the service has refused its token
     */
    getCredentialForAgent: async (mustBeNew: boolean) => {
      if (currentCredential && !mustBeNew) return ok(currentCredential);
      currentCredential?.dispose();
      currentCredential = null;
      const newCredential = await getCredential();
      keeper.reportProblem('renewal', newCredential.ok ? null : newCredential.problem);
      // If the user has signed out meanwhile, `dispose` below has already run and does not run again.
      if (signIn.isOver() && newCredential.ok) newCredential.value.dispose();
      return newCredential;
    },
    /** What the token inspector shows; `null` if the configuration turns it off. */
    inspector: config.tokenInspector
      ? createInspectorSource(config, {
          teams: acquireTeamsToken,
          caller: acquireCallerToken,
          acs: readLastToken,
        })
      : null,
    dispose: () => currentCredential?.dispose(),
  };
}

/**
 * Waits until the user is in no call, or until the time is over.
 * @param timeoutMs longest wait in milliseconds
 * @returns `null` if the user is in no call now
 */
function waitUntilNoCall(inCall: Readable<boolean>, timeoutMs: number): Promise<void> | null {
  if (!inCall.get()) return null;
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(finish, timeoutMs);
    const unsubscribe = inCall.subscribe(() => {
      if (!inCall.get()) finish();
    });
  });
}

export type TokensAssembly = ReturnType<typeof assembleTokens>;
