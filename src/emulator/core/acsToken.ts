import { jwtVerify } from 'jose';
import type { AcsIdentity, Person } from './people.ts';
import { createSigningKey, type SigningKey } from './signingKey.ts';

/** Issues and verifies the ACS tokens of Teams users. */
export interface AcsTokens {
  /**
   * @param resourceId the id of the ACS resource.
   * @param expiresOn when the token expires. Microsoft says that an ACS token expires together with the Teams token for
   *   which it was exchanged.
   */
  issue(person: Person, resourceId: string, expiresOn: Date): Promise<{ token: string; expiresOn: Date }>;
  /** @returns the token's user; `null` if this emulator did not issue the token, or it was changed or has expired. */
  verify(token: string): Promise<AcsIdentity | null>;
}

const issuer = 'switchboard-emulator';

/**
 * Creates the issuer and verifier of ACS tokens. The tokens have the claims that ACS puts into a Teams user's token, but
 * `iss` names the emulator.
 * @param options `now` returns milliseconds since 1970. `key` signs the tokens; by default, a new key.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/custom-teams-endpoint-authentication-overview
 */
export async function createAcsTokens({
  now,
  key: keyOption,
}: {
  now: () => number;
  key?: SigningKey;
}): Promise<AcsTokens> {
  const key = keyOption ?? (await createSigningKey());
  return {
    async issue(person, resourceId, expiresOn) {
      const iat = Math.floor(now() / 1000);
      const exp = Math.floor(expiresOn.getTime() / 1000);
      const token = key.sign(
        { alg: 'RS256', kid: key.kid, typ: 'JWT' },
        {
          iss: issuer,
          skypeid: `orgid:${person.oid}`,
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
      return { token, expiresOn: new Date(exp * 1000) };
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key.publicKey, {
          algorithms: ['RS256'],
          issuer,
          requiredClaims: ['exp', 'skypeid', 'tid', 'resourceId'],
          currentDate: new Date(now()),
        });
        const { exp, skypeid, tid, resourceId } = payload as {
          exp: number;
          skypeid: string;
          tid: string;
          resourceId: string;
        };
        return { oid: skypeid.replace('orgid:', ''), tid, resourceId, expiresOn: new Date(exp * 1000) };
      } catch {
        // The reason does not matter, because every refusal looks the same to the client.
        return null;
      }
    },
  };
}
