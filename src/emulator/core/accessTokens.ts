import { jwtVerify, type JWTPayload } from 'jose';
import type { SigningKey } from './signingKey.ts';

/** The claims of an Entra access token that the emulated APIs use. */
export interface AccessClaims extends JWTPayload {
  readonly oid: string;
  readonly tid: string;
  readonly exp: number;
  readonly iat: number;
  readonly appid?: string;
  readonly scp?: string;
  readonly sid?: string;
  /** Capabilities of the client: with `cp1` it handles claims challenges. */
  readonly xms_cc?: readonly string[];
}

/** @returns the claims of a token for this audience; `null` for one that is foreign, changed or expired. */
export type VerifyAccessToken = (token: string, audience: string) => Promise<AccessClaims | null>;

/**
 * Creates the check that an API makes of an Entra access token: signature, issuer, audience, time.
 * @param origin the emulator's, which the issuer begins with. @param now milliseconds since 1970.
 */
export function createAccessTokenVerifier({
  origin,
  key,
  now,
}: {
  origin: string;
  key: SigningKey;
  now: () => number;
}): VerifyAccessToken {
  return async (token, audience) => {
    try {
      const { payload } = await jwtVerify(token, key.publicKey, {
        algorithms: ['RS256'],
        audience,
        requiredClaims: ['exp', 'iat', 'oid', 'tid'],
        currentDate: new Date(now()),
      });
      const claims = payload as AccessClaims;
      return claims.iss === `${origin}/${claims.tid}/` ? claims : null;
    } catch {
      // The APIs answer 401 for every reason, in their own words.
      return null;
    }
  };
}

/** @returns the token of an `Authorization: Bearer` header; `null` for another header, or none. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '')?.[1] ?? null;
}
