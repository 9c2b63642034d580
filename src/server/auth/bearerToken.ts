import { HttpError } from '../httpError.ts';
import type { RequestHeaders } from './caller.ts';

const schemePrefix = 'bearer ';
/** The longest accepted token, in characters. Entra's access tokens have 1,500 to 4,000. */
const maxTokenLength = 8_192;
/** Matches a compact JWS (RFC 7515): three parts of base64url, without padding and without white space, which decoders skip. */
const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/**
 * The possible last characters of a base64url text, by its length modulo 4. The remainder 1 is impossible, so its pattern
 * matches nothing. Decoders ignore the unused bits of the last character, so somebody could change these bits of a signature,
 * and it would stay valid. Only zeros are accepted, as Entra writes them.
 */
const possibleLastCharacters = [/./, /$^/, /[AQgw]/, /[AEIMQUYcgkosw048]/];

/** Creates the error for a token that authenticates no caller. @param detail the reason, for the log only */
export const createInvalidTokenError = (detail: string): HttpError =>
  new HttpError(401, 'invalid_token', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    detail,
  });

/**
 * Reads the JWT from `Authorization: Bearer`, and checks its syntax but not its signature.
 *
 * @throws HttpError 401 if there is no token of this form, 400 if there are several tokens
 */
export function readBearerToken(headers: RequestHeaders): string {
  const header = headers.get('authorization');
  if (header === null)
    throw new HttpError(401, 'token_missing', { headers: { 'www-authenticate': 'Bearer' } });
  // Repeated headers are joined by a comma, which no bearer token contains.
  if (header.includes(',')) throw new HttpError(400, 'authorization_repeated');
  if (header.slice(0, schemePrefix.length).toLowerCase() !== schemePrefix)
    throw createInvalidTokenError('not a bearer token');
  const token = header.slice(schemePrefix.length);
  if (token.length > maxTokenLength) throw createInvalidTokenError('token too long');
  const signatureLength = token.length - token.lastIndexOf('.') - 1;
  if (!compactJws.test(token) || !possibleLastCharacters[signatureLength % 4]?.test(token.slice(-1)))
    throw createInvalidTokenError('not a JWT');
  return token;
}
