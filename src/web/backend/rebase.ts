/** When the token's issuer says that it was issued, in milliseconds; NaN when it does not say. */
function issuedAt(token: string): number {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    return Number((JSON.parse(atob(payload)) as { iat?: unknown }).iat) * 1000;
  } catch {
    // An opaque token: then the two clocks have to be believed.
    return Number.NaN;
  }
}

/**
 * Moves an expiry from the server's clock to this machine's: a laptop two hours ahead would otherwise think
 * every fresh token dead. `Date` has a resolution of one second, which is enough. Where a page of another origin
 * may not read that header, the moment of issue inside the fresh token is nearly the same.
 * @param serverDate the answer's `Date` header.
 * @param now this machine's clock, in milliseconds.
 */
export function rebase(
  { token, expiresOn }: { token: string; expiresOn: string },
  serverDate: string | null,
  now: number,
): number {
  const serverNow = [Date.parse(serverDate ?? ''), issuedAt(token)].find((time) => !Number.isNaN(time));
  return Date.parse(expiresOn) + (serverNow === undefined ? 0 : now - serverNow);
}
