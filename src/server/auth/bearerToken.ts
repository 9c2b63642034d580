import { HttpError } from '../httpError.ts';
import type { RequestHeaders } from './caller.ts';

const schemePrefix = 'bearer ';
/** Longest accepted token, in characters. Entra's access tokens are 1.5 to 4 KB. */
const maxTokenLength = 8_192;
/**
 * A compact JWS (RFC 7515): three parts of base64url without padding. White space is excluded because `atob`
 * would skip it.
 */
const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/**
 * The characters with which a base64url text can end. The index is the length of the text modulo 4; a text with the
 * remainder 1 is impossible, so its pattern matches nothing. Decoders ignore the unused bits of the last character. A
 * token in which these bits are not zero was changed after it was signed.
 */
const possibleLastCharacters = [/./, /$^/, /[AQgw]/, /[AEIMQUYcgkosw048]/];

/**
 * Creates the error for a token that authenticates no caller.
 * @param detail the reason, for the log only
 */
export const createInvalidTokenError = (detail: string): HttpError =>
  new HttpError(401, 'invalid_token', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    detail,
  });

/**
 * Reads the JWT from `Authorization: Bearer` and checks its syntax. This function does not verify the signature.
 *
 * @throws HttpError 401 if there is no token of this form, 400 if there are several tokens
 */
export function readBearerToken(headers: RequestHeaders): string {
  const header = headers.get('authorization');
  if (header === null) {
    throw new HttpError(401, 'token_missing', { headers: { 'www-authenticate': 'Bearer' } });
  }
  // Node joins repeated headers by a comma, which no bearer token contains.
  if (header.includes(',')) throw new HttpError(400, 'authorization_repeated');
  const token = header.slice(schemePrefix.length);
  if (header.slice(0, schemePrefix.length).toLowerCase() !== schemePrefix)
    throw createInvalidTokenError('not a bearer token');
  if (token.length > maxTokenLength) throw createInvalidTokenError('token too long');
  const signatureLength = token.length - token.lastIndexOf('.') - 1;
  if (!compactJws.test(token) || !possibleLastCharacters[signatureLength % 4]?.test(token.slice(-1)))
    throw createInvalidTokenError('not a JWT');
  return token;
}
