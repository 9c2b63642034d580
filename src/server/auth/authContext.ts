import type { JWTPayload } from 'jose';
import { HttpError } from '../httpError.ts';
import type { Caller } from './caller.ts';

/**
 * Creates the check that a caller has fulfilled an authentication context, a condition of Entra's Conditional Access
 * such as multi-factor authentication. Entra lists the fulfilled contexts in the claim `acrs`. If the required one is
 * missing, the check throws `HttpError` 401 with a claims challenge, which the client passes to Entra. Microsoft's
 * article "Claims challenges, claims requests and client capabilities" defines the form of the challenge.
 *
 * @param requiredContext `c1` to `c99`; null requires no context
 * @param authority Entra's origin. The challenge names the endpoint under `common`, as Microsoft documents for an empty
 *   realm
 * @see https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context
 */
export function createAuthContextCheck(
  requiredContext: string | null,
  authority: string,
): (claims: JWTPayload, caller: Caller) => void {
  if (requiredContext === null) return () => {};
  const requiredClaims = { access_token: { acrs: { essential: true, value: requiredContext } } };
  const challenge = [
    'Bearer realm=""',
    `authorization_uri="${authority}/common/oauth2/authorize"`,
    'error="insufficient_claims"',
    `claims="${Buffer.from(JSON.stringify(requiredClaims)).toString('base64')}"`,
  ].join(', ');
  return ({ acrs }, caller) => {
    if (Array.isArray(acrs) && acrs.includes(requiredContext)) return;
    throw new HttpError(401, 'insufficient_claims', {
      headers: { 'www-authenticate': challenge },
      detail: `no ${requiredContext} among acrs`,
      caller,
    });
  };
}
