import { jwtVerify } from 'jose';
import type { AcsIdentity, Person } from './people.ts';
import { createSigningKey, type SigningKey } from './signingKey.ts';

/** Issues and verifies ACS access tokens (artifact 4) of Teams users. */
export interface AcsTokens {
  /**
   * @param resource the ACS resource id (`resourceId` claim).
   * @param expiresOn when the token ends; ACS ends it together with the Entra token it was exchanged for.
   */
  issue(person: Person, resource: string, expiresOn: Date): Promise<{ token: string; expiresOn: Date }>;
  /** @returns who the token speaks for, or `null` when it is not ours, not intact or has ended. */
  verify(token: string): Promise<AcsIdentity | null>;
}

const issuer = 'switchboard-emulator';

/**
 * Claims follow what ACS puts into a Teams user's token; `iss` marks it as the emulator's.
 * @param now the clock, in milliseconds since 1970. @param key a new one when left out.
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
        // Every reason leads to the same refusal; which one it was is nobody else's business.
        return null;
      }
    },
  };
}
