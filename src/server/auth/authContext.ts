import type { JWTPayload } from 'jose';
import { HttpError } from '../httpError.ts';
import type { Caller } from './caller.ts';

/** Throws `HttpError` 401 when the caller token lacks the required authentication context. */
export type AuthContextCheck = (claims: JWTPayload, caller: Caller) => void;

/**
 * Requires a Conditional Access authentication context of every caller. Entra lists the contexts that a sign-in
 * has fulfilled in the claim `acrs`. A token without the required one is refused with a claims challenge, which
 * the client passes to Entra. The form of the challenge is that of "Claims challenges, claims requests and
 * client capabilities".
 *
 * @param context `c1` to `c99`, or null to require none
 * @param authority Entra's origin; the challenge names the endpoint under `common`, as documented for an empty
 *   realm
 * @see https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context
 */
export function createAuthContextCheck(context: string | null, authority: string): AuthContextCheck {
  if (context === null) return () => {};
  const requiredClaims = { access_token: { acrs: { essential: true, value: context } } };
  const challenge = [
    'Bearer realm=""',
    `authorization_uri="${authority}/common/oauth2/authorize"`,
    'error="insufficient_claims"',
    `claims="${Buffer.from(JSON.stringify(requiredClaims)).toString('base64')}"`,
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
