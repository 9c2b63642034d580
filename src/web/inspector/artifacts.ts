import type { Config } from '../config/schema.ts';
import { createTokenView, type TokenView } from './claims.ts';
import { listArtifacts, findExchangeCase, type ArtifactId, type ExchangeCase } from './exchangeCase.ts';

/** The tokens of this sign-in. A token is `null` if the set-up does not use it, or if the app could not acquire it. */
interface TokensInUse {
  readonly teamsToken: string | null;
  /** Proves who the user is: to the token service, or to ACS in a direct exchange. */
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
  /** Must not ask the user anything. */
  readonly readTokens: () => Promise<TokensInUse>;
}

/** What a card says about its artifact. The labels are `inspector.facts.<name>` in the locale files. */
type FactName = 'audience' | 'applicationId' | 'resourceId' | 'permission' | 'tenant' | 'value';

/** One artifact of this sign-in: a token or id that takes part in the exchange (see `articleLabels`), without its secrets. */
export interface Artifact {
  readonly id: ArtifactId;
  readonly facts: readonly { readonly name: FactName; readonly value: string }[];
  /** `null` if the artifact is not a token, or if the browser does not have the token. */
  readonly token: TokenView | null;
}

const omitEmptyFacts = (facts: Partial<Record<FactName, string | undefined>>): Artifact['facts'] =>
  Object.entries(facts).flatMap(([name, value]) => (value ? [{ name: name as FactName, value }] : []));

function listFacts(id: ArtifactId, token: TokenView | null, clientId: string, user: UserIds | null) {
  if (id === 'objectId') return omitEmptyFacts({ value: user?.oid, tenant: user?.tid });
  if (id === 'applicationId') return omitEmptyFacts({ value: clientId });
  const { aud, appid, azp, resourceId, acsScope, scp, tid } = token?.setUpClaims ?? {};
  return omitEmptyFacts({
    audience: aud,
    applicationId: appid ?? azp,
    resourceId,
    // The `scp` of an ACS token is only a number.
    permission: acsScope ?? scp,
    tenant: tid,
  });
}

/**
 * Finds the token of an artifact. In a direct exchange (case `1b`), the caller token is the artifact `authorisation`.
 * @returns `null` if the browser has no token for the artifact
 */
function findToken(id: ArtifactId, tokens: TokensInUse, exchangeCase: ExchangeCase): string | null {
  if (id === 'teamsToken' || id === 'extensionToken') return tokens.teamsToken;
  if (id === 'acsToken' || id === 'agentToken') return tokens.acsToken;
  const proofId: ArtifactId = exchangeCase === '1b' ? 'authorisation' : 'callerToken';
  return id === proofId ? tokens.callerToken : null;
}

/** Reads every artifact of this sign-in, in the order of the exchange. Tokens come as `TokenView`s, which hide their secrets. */
export async function readArtifacts(source: InspectorSource, user: UserIds | null): Promise<Artifact[]> {
  const exchangeCase = findExchangeCase(source.config);
  const tokens = await source.readTokens();
  return listArtifacts(exchangeCase).map((id) => {
    const text = findToken(id, tokens, exchangeCase);
    const token = text === null ? null : createTokenView(text);
    return { id, token, facts: listFacts(id, token, source.config.entra.clientId, user) };
  });
}
