import type { Config } from '../config/schema.ts';
import type { Result } from '../errors/problem.ts';

/** Artifacts of this very sign-in; `null` where there is none, or none that could be had. */
export interface TokensInUse {
  readonly teamsToken: string | null;
  /** The caller's own token: presented to the token service, or (straight from the resource) to ACS. */
  readonly callerToken: string | null;
  readonly acsToken: string | null;
}

/** The ids of the signed-in user, in Entra. */
export interface UserIds {
  readonly oid: string;
  readonly tid: string;
}

/** Where the token inspector looks. */
export interface InspectorSource {
  readonly config: Pick<Config, 'entra' | 'tokenSource'>;
  tokens(): Promise<TokensInUse>;
}

/** @param ask each gives one artifact as it is in use now, without any interaction. */
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

/** Wraps a token hook so that the latest ACS token can be looked at: the credential itself hands out none early. */
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
