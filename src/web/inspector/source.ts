import type { Config } from '../config/schema.ts';
import type { Result } from '../errors/problem.ts';

/** The tokens of this sign-in. A token is `null` if the set-up does not use it, or if the app could not acquire it. */
export interface TokensInUse {
  readonly teamsToken: string | null;
  /** The token that proves to the token service who the user is. In a direct exchange, it proves that to ACS. */
  readonly callerToken: string | null;
  readonly acsToken: string | null;
}

/** The signed-in user's ids in Entra: the object id and the tenant id. */
export interface UserIds {
  readonly oid: string;
  readonly tid: string;
}

export interface InspectorSource {
  readonly config: Pick<Config, 'entra' | 'tokenSource'>;
  readTokens(): Promise<TokensInUse>;
}

/** @param tokenGetters functions that return the tokens in use, without showing any user interface */
export function createInspectorSource(
  config: InspectorSource['config'],
  tokenGetters: {
    teams: () => Promise<Result<string>>;
    caller: () => Promise<Result<string | null>>;
    acs: () => string | null;
  },
): InspectorSource {
  const getValueOrNull = (result: Result<string | null>) => (result.ok ? result.value : null);
  return {
    config,
    async readTokens() {
      const [teams, caller] = await Promise.all([tokenGetters.teams(), tokenGetters.caller()]);
      return {
        teamsToken: getValueOrNull(teams),
        callerToken: getValueOrNull(caller),
        acsToken: tokenGetters.acs(),
      };
    },
  };
}

/** Wraps a token hook. The returned `readLastToken` gives the latest ACS token, which the SDK's credential hides. */
export function rememberLastToken<T extends { readonly token: string }>(
  hook: (signal: AbortSignal) => Promise<Result<T>>,
): { hook: typeof hook; readLastToken: () => string | null } {
  let lastToken: string | null = null;
  return {
    readLastToken: () => lastToken,
    async hook(signal) {
      const result = await hook(signal);
      if (result.ok) lastToken = result.value.token;
      return result;
    },
  };
}
