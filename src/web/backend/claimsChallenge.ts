/**
 * Reads the claims challenge of a 401: the claims that the next token must have, as JSON.
 * @returns `{}` if the answer holds no claims challenge, or one that cannot be read
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function readClaimsChallenge(response: Response): { claims?: string } {
  const header = response.headers.get('www-authenticate') ?? '';
  // The claims are JSON in base64 or base64url.
  const encodedClaims = /\bclaims="([A-Za-z\d+/=_-]+)"/.exec(header)?.[1];
  if (!encodedClaims || !/\berror="insufficient_claims"/.test(header)) return {};
  try {
    const claims = atob(encodedClaims.replaceAll('-', '+').replaceAll('_', '/'));
    return typeof JSON.parse(claims) === 'object' ? { claims } : {};
  } catch {
    // The claims are not base64 or not JSON.
    return {};
  }
}
