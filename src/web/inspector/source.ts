import type { Config } from '../config/schema.ts';

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
  /** Shows no user interface. */
  readTokens(): Promise<TokensInUse>;
}
