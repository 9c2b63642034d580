import { createHash, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'jose';

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
