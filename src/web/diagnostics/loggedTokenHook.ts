import type { TokenHook } from '../backend/tokenHook.ts';
import type { DiagnosticsLog } from './diagnosticsLog.ts';

/** Wraps the function by which the app gets an ACS token: it then also logs each token's expiry, or the problem. */
export const createLoggedTokenHook =
  (hook: TokenHook, log: DiagnosticsLog): TokenHook =>
  async (signal) => {
    const answer = await hook(signal);
    if (answer.ok) {
      const endsAt = new Date(answer.value.expiresAt).toISOString();
      log.record({ kind: 'token', what: 'renewed', endsAt });
    } else {
      const { code, detail } = answer.problem;
      log.record({ kind: 'token', what: 'failed', problem: code, detail: detail ?? null });
    }
    return answer;
  };
