import { HttpError } from '../httpError.ts';
import type { RequestHeaders } from './caller.ts';

const scheme = 'bearer ';
/** Longest accepted token, in characters. Entra's access tokens are 1.5 to 4 KB. */
const maxTokenLength = 8_192;
/**
 * A compact JWS (RFC 7515): three parts of base64url without padding. White space is excluded because `atob`
 * would skip it.
 */
const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/**
 * The characters with which base64url can end, indexed by the number of characters after the last group of
 * four. Decoders ignore the unused bits of the last character, so a token in which they are not zero was
 * changed on its way.
 */
const lastCharacters = [/./, /$^/, /[AQgw]/, /[AEIMQUYcgkosw048]/];

/**
 * Makes the error for a token that does not authenticate anybody.
 * @param detail the reason, for the log only
 */
export const invalidToken = (detail: string): HttpError =>
  new HttpError(401, 'invalid_token', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    detail,
  });

/**
 * Reads the JWT from `Authorization: Bearer` and checks its syntax. Its signature is not verified here.
 *
 * @throws HttpError 401 when there is no such token, 400 when there are two
 */
export function bearerToken(headers: RequestHeaders): string {
  const header = headers.get('authorization');
  if (header === null) {
    throw new HttpError(401, 'token_missing', { headers: { 'www-authenticate': 'Bearer' } });
  }
  // Node joins repeated headers by a comma, which no bearer token contains.
  if (header.includes(',')) throw new HttpError(400, 'authorization_repeated');
  const token = header.slice(scheme.length);
  if (header.slice(0, scheme.length).toLowerCase() !== scheme) throw invalidToken('not a bearer token');
  if (token.length > maxTokenLength) throw invalidToken('token too long');
  const signatureLength = token.length - token.lastIndexOf('.') - 1;
  if (!compactJws.test(token) || !lastCharacters[signatureLength % 4]?.test(token.slice(-1)))
    throw invalidToken('not a JWT');
  return token;
}
