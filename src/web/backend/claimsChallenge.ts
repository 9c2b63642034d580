/**
 * Reads the claims that the next token must have from the `WWW-Authenticate` header of a 401 (continuous access evaluation).
 * @returns `{}` if the answer holds no claims challenge
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function claimsChallenge(response: Response): { claims?: string } {
  const header = response.headers.get('www-authenticate') ?? '';
  const encoded = /\bclaims="([A-Za-z\d+/=_-]+)"/.exec(header)?.[1];
  if (!encoded || !/\berror="insufficient_claims"/.test(header)) return {};
  try {
    const claims = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    return typeof JSON.parse(claims) === 'object' ? { claims } : {};
  } catch {
    // The challenge is not in the documented form, so the next token is acquired without claims.
    return {};
  }
}
