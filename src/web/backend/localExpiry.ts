/**
 * Reads when a token was issued, from its claim `iat`.
 * @returns milliseconds since 1970 on the issuer's clock; `NaN` if the token is not a JWT with this claim
 */
function readIssueTime(token: string): number {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    return Number((JSON.parse(atob(payload)) as { iat?: unknown }).iat) * 1000;
  } catch {
    // The token is opaque. `NaN` makes `toLocalExpiry` treat both clocks as equal.
    return Number.NaN;
  }
}

/**
 * Converts the expiry of a token from the server's clock to this machine's clock. Without the conversion, a machine
 * whose clock is two hours ahead would treat every new token as expired.
 *
 * The time on the server's clock comes from the `Date` header of the answer. If the browser does not let the page read
 * that header (the server has another origin), the time at which the token was issued is used, which is nearly the
 * same.
 * @param token the token and its expiry in the server's answer. `expiresOn` is an ISO 8601 time
 * @param serverDate the `Date` header; `null` if it cannot be read
 * @param now the time on this machine's clock, in milliseconds since 1970
 * @returns the expiry in milliseconds since 1970
 */
export function toLocalExpiry(
  { token, expiresOn }: { token: string; expiresOn: string },
  serverDate: string | null,
  now: number,
): number {
  const serverNow = [Date.parse(serverDate ?? ''), readIssueTime(token)].find((time) => !Number.isNaN(time));
  return Date.parse(expiresOn) + (serverNow === undefined ? 0 : now - serverNow);
}
