import { createHash, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { type JWK, jwtVerify, type JWTPayload } from 'jose';

/** An RSA key that signs JWTs, with its public key for verifiers. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  /** The public key as a JWK, for the document that Entra serves at `/discovery/v2.0/keys`. */
  readonly jwk: JWK;
  /** @returns a JWT with exactly this header and these claims, signed with RS256. */
  sign(header: object, claims: object): string;
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Creates a 2048-bit key. Every start of the emulator creates new keys, so no token outlives the process. */
export async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { kty, n, e } = publicKey.export({ format: 'jwk' }) as { kty: string; n: string; e: string };
  // Entra's key ids have 27 characters.
  const kid = createHash('sha256').update(n).digest('base64url').slice(0, 27);
  return {
    kid,
    publicKey,
    jwk: { kty, use: 'sig', kid, n, e },
    // jose's SignJWT cannot be used here: it refuses the invalid headers that tests of token verifiers need.
    sign(header, claims) {
      const content = `${base64url(header)}.${base64url(claims)}`;
      return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
    },
  };
}

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

/** @returns the claims; `null` if the token is not valid for this audience, or lacks a required claim. */
export type VerifyAccessToken = (token: string, audience: string | string[]) => Promise<AccessClaims | null>;

/** Creates the function with which an emulated API verifies signature, issuer, audience and lifetime of an Entra token. */
export function createAccessTokenVerifier(
  origin: string,
  key: SigningKey,
  now: () => number,
): VerifyAccessToken {
  return async (token, audience) => {
    try {
      const { payload: claims } = await jwtVerify<AccessClaims>(token, key.publicKey, {
        algorithms: ['RS256'],
        audience,
        requiredClaims: ['exp', 'iat', 'oid', 'tid'],
        currentDate: new Date(now()),
      });
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
