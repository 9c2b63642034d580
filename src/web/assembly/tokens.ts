import type { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { callerScope, teamsScopes } from '../auth/scopes.ts';
import type { AuthSession } from '../auth/session.ts';
import { attemptToken, createCredential } from '../backend/credential.ts';
import { createTokenHook } from '../backend/createTokenHook.ts';
import type { TokenRequest } from '../backend/tokenHook.ts';
import { inTurn } from '../backend/inTurn.ts';
import type { Config } from '../config/schema.ts';
import type { DiagnosticsLog } from '../diagnostics/diagnosticsLog.ts';
import { loggedHook } from '../diagnostics/loggedHook.ts';
import { ok, type Result } from '../errors/problem.ts';
import { inspectorSource, rememberLast } from '../inspector/source.ts';
import type { SignInAssembly } from './signIn.ts';

interface TokensDeps {
  readonly config: Config;
  readonly session: AuthSession;
  readonly signIn: Pick<SignInAssembly, 'keeper' | 'isOver'>;
  readonly log: DiagnosticsLog;
}

/**
 * The user's tokens, and the credential by which the Calling SDK gets them. The credential lives from the first token
 * until `dispose`, or until the service has refused its token and another credential replaces it.
 */
export function assembleTokens({ config, session, signIn, log }: TokensDeps) {
  const { keeper } = signIn;
  const account = session.account();
  const forCalls = (scopes: string[]) => (request?: TokenRequest) =>
    session.token(scopes, { rejected: false, ...request, goesFirst: true });
  const teams = forCalls(teamsScopes);
  const scope = callerScope(config.tokenSource);
  const caller = scope === null ? async () => ok(null) : forCalls([scope]);
  const identity = { clientId: config.entra.clientId, oid: account?.oid ?? '' };
  const exchange = createTokenHook(config.tokenSource, identity, { teams, caller });
  const { hook, last } = rememberLast(loggedHook(exchange, log));

  let held: AzureCommunicationTokenCredential | null = null;

  /** The same credential for every attempt to connect: an agent that one attempt began uses the one that it was given. */
  const credential = async (): Promise<Result<AzureCommunicationTokenCredential>> => {
    if (held) return ok(held);
    const first = await attemptToken(hook);
    if (!first.ok) return first;
    held = createCredential(hook, first.value, {
      onProblem: (problem) => keeper.report('renewal', problem),
      onRetryPossible: keeper.onRetryPossible,
      turn: inTurn,
    });
    return ok(held);
  };

  return {
    credential,
    /** For an agent that replaces a dead one. @param fresh whether the service has refused the token in use */
    credentialForAgent: async (fresh: boolean) => {
      if (held && !fresh) return ok(held);
      held?.dispose();
      held = null;
      const renewed = await credential();
      keeper.report('renewal', renewed.ok ? null : renewed.problem);
      // The user signed out meanwhile, and `dispose` is not called again.
      if (signIn.isOver() && renewed.ok) renewed.value.dispose();
      return renewed;
    },
    inspector: config.tokenInspector ? inspectorSource(config, { teams, caller, acs: last }) : null,
    dispose: () => held?.dispose(),
  };
}

export type TokensAssembly = ReturnType<typeof assembleTokens>;
