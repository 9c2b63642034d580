import type { TokenHook } from '../backend/tokenHook.ts';
import type { DiagnosticsLog } from './diagnosticsLog.ts';

/** The same hook, with a line in the log for each answer: when the token ends, or why there is none. */
export const loggedHook =
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
