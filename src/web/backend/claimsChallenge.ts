/**
 * The claims that an API demands of the next token, from `WWW-Authenticate` of its 401 (continuous access
 * evaluation).
 * @returns `{}` when the answer holds no challenge.
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
    // Not what the documentation says: a new token is tried without it.
    return {};
  }
}
