import { viewToken, type TokenView } from './claims.ts';
import type { InspectorSource, TokensInUse, UserIds } from './source.ts';
import { artifactsOf, wayOf, type ArtifactId, type Way } from './way.ts';

/** What the articles tell of an artifact, in their order; the words are `inspector.facts.<name>`. */
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

/** The token of an artifact that the browser holds. Artifact 3 is one only where the app itself asks ACS. */
function tokenOf(id: ArtifactId, tokens: TokensInUse, way: Way): string | null {
  if (id === 'teamsToken') return tokens.teamsToken;
  if (id === 'acsToken') return tokens.acsToken;
  if (id === (way === '1b' ? 'authorisation' : 'callerToken')) return tokens.callerToken;
  return null;
}

/** Every artifact of this sign-in in its order. The tokens themselves go no further than here. */
export async function readArtifacts(
  source: InspectorSource,
  user: UserIds | null,
): Promise<readonly Artifact[]> {
  const way = wayOf(source.config);
  const tokens = await source.tokens();
  return artifactsOf(way).map((id) => {
    const text = tokenOf(id, tokens, way);
    const token = text === null ? null : viewToken(text);
    return { id, token, facts: factsOf(id, token, { config: source.config, user }) };
  });
}
