import { HttpError } from '../httpError.ts';
import type { RequestHeaders } from './caller.ts';

const scheme = 'bearer ';
/** Entra's access tokens are 1.5 to 4 KB; nothing longer is looked at. */
const maxTokenLength = 8_192;
/** Three parts of base64url without padding (RFC 7515); white space, which `atob` passes over, is in none. */
const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/**
 * What base64url can end with, by how many characters are left after groups of four: the last one holds bits that no
 * decoder looks at, and a token in which they are not zero was changed on its way.
 */
const lastCharacters = [/./, /$^/, /[AQgw]/, /[AEIMQUYcgkosw048]/];

/** A token that proves nobody. @param detail for the log */
export const refused = (detail: string): HttpError =>
  new HttpError(401, 'invalid_token', {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    detail,
  });

/**
 * The JWT in `Authorization: Bearer`, unproven, but of the only form that one can have.
 * Throws `Problem` 401 when there is none, 400 when there are two.
 */
export function bearerToken(headers: RequestHeaders): string {
  const header = headers.get('authorization');
  if (header === null) {
    throw new HttpError(401, 'token_missing', { headers: { 'www-authenticate': 'Bearer' } });
  }
  // Doubled headers are joined by a comma, which no bearer token contains.
  if (header.includes(',')) throw new HttpError(400, 'authorization_repeated');
  const token = header.slice(scheme.length);
  if (header.slice(0, scheme.length).toLowerCase() !== scheme) throw refused('not a bearer token');
  if (token.length > maxTokenLength) throw refused('token too long');
  const signature = token.length - token.lastIndexOf('.') - 1;
  if (!compactJws.test(token) || !lastCharacters[signature % 4]?.test(token.slice(-1)))
    throw refused('not a JWT');
  return token;
}
