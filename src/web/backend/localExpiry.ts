/**
 * Reads a claim of a JWT without verifying the token.
 * @returns `undefined` if the text is no JWT with this claim. A server may issue tokens that only another server can read
 */
export function readClaim(token: string, name: string): unknown {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    return (JSON.parse(atob(payload)) as Record<string, unknown>)[name];
  } catch {
    return undefined;
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
  const serverNow = [Date.parse(serverDate ?? ''), Number(readClaim(token, 'iat')) * 1000].find(
    (time) => !Number.isNaN(time),
  );
  return Date.parse(expiresOn) + (serverNow === undefined ? 0 : now - serverNow);
}
