/** When the token was issued by the issuer's clock, in milliseconds since 1970; `NaN` if the token does not say. */
function issuedAt(token: string): number {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    return Number((JSON.parse(atob(payload)) as { iat?: unknown }).iat) * 1000;
  } catch {
    // The token is opaque, so the two clocks are taken to be equal.
    return Number.NaN;
  }
}

/**
 * Converts an expiry from the server's clock to this machine's clock. Otherwise, a machine whose clock is two hours ahead
 * would take every new token for expired.
 *
 * The time on the server's clock is taken from the answer's `Date` header. A page of another origin may not be allowed to
 * read it; then the time of issue in the token is used, which is nearly the same.
 * @param serverDate the `Date` header
 * @param now the time on this machine's clock, in milliseconds since 1970
 * @returns the expiry in milliseconds since 1970
 */
export function localExpiry(
  { token, expiresOn }: { token: string; expiresOn: string },
  serverDate: string | null,
  now: number,
): number {
  const serverNow = [Date.parse(serverDate ?? ''), issuedAt(token)].find((time) => !Number.isNaN(time));
  return Date.parse(expiresOn) + (serverNow === undefined ? 0 : now - serverNow);
}
