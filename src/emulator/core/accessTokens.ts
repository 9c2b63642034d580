import { jwtVerify, type JWTPayload } from 'jose';
import type { SigningKey } from './signingKey.ts';

/** The claims of a verified access token that the emulated APIs decide by. */
export interface AccessClaims extends JWTPayload {
  readonly oid: string;
  readonly tid: string;
  readonly exp: number;
  readonly iat: number;
  readonly appid?: string;
  readonly scp?: string;
  readonly sid?: string;
  /** What the client can do: `cp1` understands claims challenges. */
  readonly xms_cc?: readonly string[];
}

/** @returns the claims of a token for this audience, or `null` when it is not one of ours or has ended. */
export type VerifyAccessToken = (token: string, audience: string) => Promise<AccessClaims | null>;

/** What an API does with an access token of the emulated Entra: signature, issuer, audience, time. */
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
      // A refusal looks the same whatever the reason: the APIs answer 401 with their own words.
      return null;
    }
  };
}

/** @returns the token of an `Authorization: Bearer` header. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '')?.[1] ?? null;
}
