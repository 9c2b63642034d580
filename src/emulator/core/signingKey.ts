import { createHash, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'jose';

/** An RSA key that signs JWTs, and what verifiers need. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  /** The public key, as in a `keys` document. */
  readonly jwk: JWK;
  /** @returns a JWT with exactly this header and these claims, signed with RS256. */
  sign(header: object, claims: object): string;
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Creates a 2048-bit key. Every start of the emulator has its own, so no token outlives the process. */
export async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { kty, n, e } = publicKey.export({ format: 'jwk' }) as { kty: string; n: string; e: string };
  const kid = createHash('sha256').update(n).digest('base64url').slice(0, 27);
  return {
    kid,
    publicKey,
    jwk: { kty, use: 'sig', kid, n, e },
    // Without jose's SignJWT, which refuses the wrong headers that tests of verifiers need.
    sign(header, claims) {
      const content = `${base64url(header)}.${base64url(claims)}`;
      return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`;
    },
  };
}
