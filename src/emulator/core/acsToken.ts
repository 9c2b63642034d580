import { jwtVerify } from 'jose';
import { toOid } from '../wire/rawIds.ts';
import { createSigningKey, type SigningKey } from './accessTokens.ts';
import { createRawId, type AcsIdentity, type AcsUserKind, type Person } from './people.ts';

export type AcsTokens = Awaited<ReturnType<typeof createAcsTokens>>;

const issuer = 'switchboard-emulator';

/** The beginning of every user's raw id. */
const rawIdPrefix = '8:';

type AcsClaims = { exp: number; iat: number; skypeid: string; tid: string; resourceId: string };

/**
 * Issues and verifies ACS tokens. They have the claims of a real Teams user's ACS token, but `iss` names the emulator.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/custom-teams-endpoint-authentication-overview
 */
export async function createAcsTokens(now: () => number, signingKey?: SigningKey) {
  const key = signingKey ?? (await createSigningKey());
  /** Maps a raw id to the second in which its tokens were last revoked. */
  const revocationTimes = new Map<string, number>();
  return {
    /**
     * @param expiresOn when the exchanged Entra token expires. Microsoft documents that the ACS token expires with it.
     * @param kind as whom the person connects with the token.
     */
    async issue(person: Person, resourceId: string, expiresOn: Date, kind: AcsUserKind = 'teamsUser') {
      const rawId = createRawId(person, kind, resourceId);
      // A token that is issued in the second of a revocation must be newer than the revocation.
      const iat = Math.max(Math.floor(now() / 1000), (revocationTimes.get(rawId) ?? 0) + 1);
      const exp = Math.floor(expiresOn.getTime() / 1000);
      const token = key.sign(
        { alg: 'RS256', kid: key.kid, typ: 'JWT' },
        {
          iss: issuer,
          // The claim is the raw id without its prefix.
          skypeid: rawId.slice(rawIdPrefix.length),
          // The value that ACS uses for Teams users.
          scp: 1024,
          csi: String(iat),
          exp,
          rgn: 'local',
          tid: person.tid,
          acsScope: 'voip',
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

    /** Forgets all revocations. */
    reset: (): void => revocationTimes.clear(),

    /**
     * @returns the token's user; `null` if this emulator did not issue the token, or it was changed or revoked, or has expired.
     */
    async verify(token: string): Promise<AcsIdentity | null> {
      try {
        const { payload } = await jwtVerify<AcsClaims>(token, key.publicKey, {
          algorithms: ['RS256'],
          issuer,
          requiredClaims: ['exp', 'iat', 'skypeid', 'tid', 'resourceId'],
          currentDate: new Date(now()),
        });
        const { exp, iat, skypeid, tid, resourceId } = payload;
        const rawId = `${rawIdPrefix}${skypeid}`;
        if (iat <= (revocationTimes.get(rawId) ?? 0)) return null;
        return { oid: toOid(rawId), rawId, tid, resourceId, expiresOn: new Date(exp * 1000) };
      } catch {
        // The reason does not matter, because every refusal looks the same to the client.
        return null;
      }
    },
  };
}
