import { jwtVerify, type JWTPayload } from 'jose';
import type { SigningKey } from './signingKey.ts';

/** The claims of an Entra access token that the emulated APIs read. */
export interface AccessClaims extends JWTPayload {
  readonly oid: string;
  readonly tid: string;
  readonly exp: number;
  readonly iat: number;
  readonly appid?: string;
  readonly scp?: string;
  readonly sid?: string;
  /** The client's capabilities, as in Entra. A client with `cp1` can handle claims challenges. */
  readonly xms_cc?: readonly string[];
}

/** @returns the token's claims; `null` if the token has no accepted audience, has another issuer, was changed, or has expired. */
export type VerifyAccessToken = (token: string, audience: string | string[]) => Promise<AccessClaims | null>;

/**
 * Creates the function with which an emulated API verifies the signature, issuer, audience and lifetime of an Entra access
 * token.
 * @param options `origin` is the emulator's origin, with which the issuer begins. `now` returns milliseconds since 1970.
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
      // The reason does not matter: each API answers 401 with its own error body.
      return null;
    }
  };
}

/** @returns the token in the value of an `Authorization` header; `null` if the header is missing or not `Bearer`. */
export function readBearerToken(header: string | undefined): string | null {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '')?.[1] ?? null;
}
