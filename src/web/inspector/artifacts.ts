import { viewToken, type TokenView } from './claims.ts';
import type { InspectorSource, TokensInUse, UserIds } from './source.ts';
import { artifactsOf, exchangeCaseOf, type ArtifactId, type ExchangeCase } from './exchangeCase.ts';

/** The facts that the articles name about an artifact, in their order. Their words are `inspector.facts.<name>`. */
export type FactName = 'audience' | 'applicationId' | 'resourceId' | 'permission' | 'tenant' | 'value';

/** One artifact of this sign-in, as it may be shown. */
export interface Artifact {
  readonly id: ArtifactId;
  readonly facts: readonly { readonly name: FactName; readonly value: string }[];
  readonly token: TokenView | null;
}

const present = (facts: Partial<Record<FactName, string | undefined>>): Artifact['facts'] =>
  Object.entries(facts).flatMap(([name, value]) => (value ? [{ name: name as FactName, value }] : []));

function factsOf(
  id: ArtifactId,
  token: TokenView | null,
  { config, user }: Pick<InspectorSource, 'config'> & { user: UserIds | null },
) {
  const claims = token?.facts ?? {};
  switch (id) {
    case 'teamsToken':
    case 'callerToken':
    case 'authorisation':
      return present({
        audience: claims.aud,
        applicationId: claims.appid ?? claims.azp,
        permission: claims.scp,
        tenant: claims.tid,
      });
    case 'acsToken':
      return present({ resourceId: claims.resourceId, permission: claims.acsScope, tenant: claims.tid });
    case 'objectId':
      return present({ value: user?.oid, tenant: user?.tid });
    case 'applicationId':
      return present({ value: config.entra.clientId });
    case 'credentials':
      return [];
  }
}

/** The token of an artifact; `null` if the browser has none. Artifact 3 is a token only in a direct exchange. */
function tokenOf(id: ArtifactId, tokens: TokensInUse, exchangeCase: ExchangeCase): string | null {
  if (id === 'teamsToken') return tokens.teamsToken;
  if (id === 'acsToken') return tokens.acsToken;
  if (id === (exchangeCase === '1b' ? 'authorisation' : 'callerToken')) return tokens.callerToken;
  return null;
}

/** Reads every artifact of this sign-in, in order. The result contains no whole token. */
export async function readArtifacts(
  source: InspectorSource,
  user: UserIds | null,
): Promise<readonly Artifact[]> {
  const exchangeCase = exchangeCaseOf(source.config);
  const tokens = await source.tokens();
  return artifactsOf(exchangeCase).map((id) => {
    const text = tokenOf(id, tokens, exchangeCase);
    const token = text === null ? null : viewToken(text);
    return { id, token, facts: factsOf(id, token, { config: source.config, user }) };
  });
}
