import type { Config } from '../config/schema.ts';
import type { Result } from '../errors/problem.ts';

/** The tokens of this sign-in; `null` if there is none, or if it cannot be acquired. */
export interface TokensInUse {
  readonly teamsToken: string | null;
  /** What proves the user to the token service, or in a direct exchange to ACS. */
  readonly callerToken: string | null;
  readonly acsToken: string | null;
}

/** The ids of the signed-in user, in Entra. */
export interface UserIds {
  readonly oid: string;
  readonly tid: string;
}

/** What the token inspector reads. */
export interface InspectorSource {
  readonly config: Pick<Config, 'entra' | 'tokenSource'>;
  tokens(): Promise<TokensInUse>;
}

/** @param ask gets each token that is in use now, without any user interface */
export function inspectorSource(
  config: InspectorSource['config'],
  ask: {
    teams: () => Promise<Result<string>>;
    caller: () => Promise<Result<string | null>>;
    acs: () => string | null;
  },
): InspectorSource {
  const valueOf = (result: Result<string | null>) => (result.ok ? result.value : null);
  return {
    config,
    async tokens() {
      const [teams, caller] = await Promise.all([ask.teams(), ask.caller()]);
      return { teamsToken: valueOf(teams), callerToken: valueOf(caller), acsToken: ask.acs() };
    },
  };
}

/** Wraps a token hook so that the latest ACS token can be read, which the SDK's credential does not allow. */
export function rememberLast<T extends { readonly token: string }>(
  hook: (signal: AbortSignal) => Promise<Result<T>>,
): { hook: typeof hook; last: () => string | null } {
  let last: string | null = null;
  return {
    last: () => last,
    async hook(signal) {
      const result = await hook(signal);
      if (result.ok) last = result.value.token;
      return result;
    },
  };
}
