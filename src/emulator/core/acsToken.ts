import { jwtVerify } from 'jose';
import { toOid } from '../wire/rawIds.ts';
import { createSigningKey, type SigningKey } from './accessTokens.ts';
import { createRawId, type AcsIdentity, type AcsUserKind, type Person } from './people.ts';

export type AcsTokens = Awaited<ReturnType<typeof createAcsTokens>>;

const issuer = 'switchboard-emulator';

/** The beginning of every user's raw id. */
const rawIdPrefix = '8:';

type AcsClaims = { exp: number; iat: number; skypeid: string; acsScope: string; resourceId: string };

/** For whom a token is issued, and for what. */
interface TokenSubject {
  readonly rawId: string;
  readonly resourceId: string;
  /** The tenant of a Teams user or an agent. An ACS user has none. */
  readonly tid?: string;
  readonly scopes: readonly string[];
}

/** @param kind as whom the person connects with the token. */
export const createPersonSubject = (person: Person, resourceId: string, kind: AcsUserKind): TokenSubject => ({
  rawId: createRawId(person, kind, resourceId),
  resourceId,
  tid: person.tid,
  scopes: ['voip'],
});

/** The values of the claim `scp` that ACS uses for Teams users and for ACS users. */
const scpValues = { teamsUser: 1024, acsUser: 1792 };

/**
 * Issues and verifies ACS tokens. They have the claims of ACS's own tokens, but `iss` names the emulator.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/custom-teams-endpoint-authentication-overview
 */
export async function createAcsTokens(now: () => number, signingKey?: SigningKey) {
  const key = signingKey ?? (await createSigningKey());
  /** Maps a raw id to the second in which its tokens were last revoked. */
  const revocationTimes = new Map<string, number>();
  return {
    /** @param expiresOn for a person, when the exchanged Entra token expires: Microsoft documents that the ACS token expires with it. */
    async issue({ rawId, resourceId, tid, scopes }: TokenSubject, expiresOn: Date) {
      // A token that is issued in the second of a revocation must be newer than the revocation.
      const iat = Math.max(Math.floor(now() / 1000), (revocationTimes.get(rawId) ?? 0) + 1);
      const exp = Math.floor(expiresOn.getTime() / 1000);
      const token = key.sign(
        { alg: 'RS256', kid: key.kid, typ: 'JWT' },
        {
          iss: issuer,
          // The claim is the raw id without its prefix.
          skypeid: rawId.slice(rawIdPrefix.length),
          scp: tid === undefined ? scpValues.acsUser : scpValues.teamsUser,
          csi: String(iat),
          exp,
          rgn: 'local',
          ...(tid !== undefined && { tid }),
          acsScope: scopes.join(),
          resourceId,
          resourceLocation: 'local',
          iat,
        },
      );
      // A JWT expires at a whole second.
      return { token, expiresOn: new Date(exp * 1000) };
    },

    /** Revokes all tokens of an identity that have been issued until now. */
    revoke(rawId: string): void {
      revocationTimes.set(rawId, Math.floor(now() / 1000));
    },

    reset: (): void => revocationTimes.clear(),

    /**
     * @returns the token's user; `null` if this emulator did not issue the token, or not for calls, or it was changed or revoked, or
     *   has expired.
     */
    async verify(token: string): Promise<AcsIdentity | null> {
      try {
        const { payload } = await jwtVerify<AcsClaims>(token, key.publicKey, {
          algorithms: ['RS256'],
          issuer,
          requiredClaims: ['exp', 'iat', 'skypeid', 'acsScope', 'resourceId'],
          currentDate: new Date(now()),
        });
        const { exp, iat, skypeid, acsScope, resourceId } = payload;
        const rawId = `${rawIdPrefix}${skypeid}`;
        if (iat <= (revocationTimes.get(rawId) ?? 0)) return null;
        const scopes = acsScope.split(',');
        const isForCalls = scopes.some((scope) => scope.startsWith('voip'));
        if (!isForCalls) return null;
        const joinsOnly = !scopes.includes('voip') && { joinsOnly: true };
        return { oid: toOid(rawId), rawId, ...joinsOnly, resourceId, expiresOn: new Date(exp * 1000) };
      } catch {
        // The reason does not matter, because every refusal looks the same to the client.
        return null;
      }
    },
  };
}
