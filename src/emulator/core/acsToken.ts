import { jwtVerify } from 'jose';
import type { AcsIdentity, Person } from './people.ts';
import { createSigningKey, type SigningKey } from './signingKey.ts';

/** Issues and verifies the ACS tokens of Teams users. */
export interface AcsTokens {
  /**
   * @param resource the ACS resource id, for the claim `resourceId`.
   * @param expiresOn when the token expires. In ACS, that is when the Teams token expires for which it was exchanged.
   */
  issue(person: Person, resource: string, expiresOn: Date): Promise<{ token: string; expiresOn: Date }>;
  /** @returns the token's user; `null` for a token that is foreign, changed or expired. */
  verify(token: string): Promise<AcsIdentity | null>;
}

const issuer = 'switchboard-emulator';

/**
 * Creates the issuer. The claims are those of a Teams user's token in ACS, but for `iss`, which names the emulator.
 * @param now milliseconds since 1970. @param key a new one when left out.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/custom-teams-endpoint-authentication-overview
 */
export async function createAcsTokens({
  now,
  key: given,
}: {
  now: () => number;
  key?: SigningKey;
}): Promise<AcsTokens> {
  const key = given ?? (await createSigningKey());
  return {
    async issue(person, resource, expiresOn) {
      const iat = Math.floor(now() / 1000);
      const exp = Math.floor(expiresOn.getTime() / 1000);
      const token = key.sign(
        { alg: 'RS256', kid: key.kid, typ: 'JWT' },
        {
          iss: issuer,
          skypeid: `orgid:${person.oid}`,
          scp: 1024,
          csi: String(iat),
          exp,
          rgn: 'local',
          tid: person.tid,
          acsScope: 'voip',
          resourceId: resource,
          resourceLocation: 'local',
          iat,
        },
      );
      return { token, expiresOn: new Date(exp * 1000) };
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key.publicKey, {
          algorithms: ['RS256'],
          issuer,
          requiredClaims: ['exp', 'skypeid', 'tid'],
          currentDate: new Date(now()),
        });
        const { exp, skypeid, tid } = payload as { exp: number; skypeid: string; tid: string };
        return { oid: skypeid.replace('orgid:', ''), tid, expiresOn: new Date(exp * 1000) };
      } catch {
        // Every reason leads to the same refusal, so the reason is not needed.
        return null;
      }
    },
  };
}
