import type { JWTPayload } from 'jose';
import { HttpError } from '../httpError.ts';
import type { Caller } from './caller.ts';

/** Throws `Problem` 401 when the caller's token lacks the authentication context that the service demands. */
export type AuthContextCheck = (claims: JWTPayload, caller: Caller) => void;

/**
 * Demands a Conditional Access authentication context of every caller: Entra puts the ids of those a sign-in has
 * fulfilled into the claim `acrs`. A token without it is answered by a claims challenge, which the client hands on to
 * Entra; the form is that of "Claims challenges, claims requests and client capabilities".
 *
 * @param context `c1` to `c99`, or null to demand none
 * @param authority Entra's origin. With an empty realm the documentation wants the address under `common`
 * @see https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context
 */
export function createAuthContextCheck(context: string | null, authority: string): AuthContextCheck {
  if (context === null) return () => {};
  const demanded = { access_token: { acrs: { essential: true, value: context } } };
  const challenge = [
    'Bearer realm=""',
    `authorization_uri="${authority}/common/oauth2/authorize"`,
    'error="insufficient_claims"',
    `claims="${Buffer.from(JSON.stringify(demanded)).toString('base64')}"`,
  ].join(', ');
  return ({ acrs }, caller) => {
    if (Array.isArray(acrs) && acrs.includes(context)) return;
    throw new HttpError(401, 'insufficient_claims', {
      headers: { 'www-authenticate': challenge },
      detail: `no ${context} among acrs`,
      caller,
    });
  };
}
