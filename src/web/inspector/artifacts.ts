import { createTokenView, type TokenView } from './claims.ts';
import type { InspectorSource, TokensInUse, UserIds } from './source.ts';
import { listArtifacts, findExchangeCase, type ArtifactId, type ExchangeCase } from './exchangeCase.ts';

/** The facts that Microsoft's articles name. Their labels are `inspector.facts.<name>` in the locale files. */
export type FactName = 'audience' | 'applicationId' | 'resourceId' | 'permission' | 'tenant' | 'value';

/** One artifact of this sign-in (a token or id that Microsoft's article numbers), without its secrets. */
export interface Artifact {
  readonly id: ArtifactId;
  readonly facts: readonly { readonly name: FactName; readonly value: string }[];
  /** `null` if the artifact is not a token, or if the browser does not have the token. */
  readonly token: TokenView | null;
}

const omitEmptyFacts = (facts: Partial<Record<FactName, string | undefined>>): Artifact['facts'] =>
  Object.entries(facts).flatMap(([name, value]) => (value ? [{ name: name as FactName, value }] : []));

function listFacts(
  id: ArtifactId,
  token: TokenView | null,
  { config, user }: Pick<InspectorSource, 'config'> & { user: UserIds | null },
) {
  const claims = token?.facts ?? {};
  switch (id) {
    case 'teamsToken':
    case 'callerToken':
    case 'authorisation':
      return omitEmptyFacts({
        audience: claims.aud,
        applicationId: claims.appid ?? claims.azp,
        permission: claims.scp,
        tenant: claims.tid,
      });
    case 'acsToken':
      return omitEmptyFacts({
        resourceId: claims.resourceId,
        permission: claims.acsScope,
        tenant: claims.tid,
      });
    case 'objectId':
      return omitEmptyFacts({ value: user?.oid, tenant: user?.tid });
    case 'applicationId':
      return omitEmptyFacts({ value: config.entra.clientId });
    case 'credentials':
      return [];
  }
}

/**
 * Finds the token of an artifact. The caller token, which proves who the user is, is artifact 3 in a direct exchange (case
 * `1b`) and artifact 2 with a token service.
 * @returns `null` if the browser has no token for the artifact
 */
function findToken(id: ArtifactId, tokens: TokensInUse, exchangeCase: ExchangeCase): string | null {
  if (id === 'teamsToken') return tokens.teamsToken;
  if (id === 'acsToken') return tokens.acsToken;
  const proofId: ArtifactId = exchangeCase === '1b' ? 'authorisation' : 'callerToken';
  return id === proofId ? tokens.callerToken : null;
}

/** Reads every artifact of this sign-in, in the order of the exchange. The result contains no whole token. */
export async function readArtifacts(
  source: InspectorSource,
  user: UserIds | null,
): Promise<readonly Artifact[]> {
  const exchangeCase = findExchangeCase(source.config);
  const tokens = await source.readTokens();
  return listArtifacts(exchangeCase).map((id) => {
    const text = findToken(id, tokens, exchangeCase);
    const token = text === null ? null : createTokenView(text);
    return { id, token, facts: listFacts(id, token, { config: source.config, user }) };
  });
}
