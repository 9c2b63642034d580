import { decodeJwtPart } from '../base/jwt.ts';

/** @returns a claim of a JWT; `undefined` if the text is no JWT with this claim */
export const readClaim = (token: string, name: string): unknown =>
  decodeJwtPart(token.split('.')[1] ?? '')?.[name];

/**
 * Converts a token's expiry from the server's clock to this machine's clock. Without the conversion, a machine whose clock is two
 * hours ahead would treat every new token as expired.
 * @param token the token and its expiry in the server's answer. `expiresOn` is an ISO 8601 time
 * @param serverDate the `Date` header; `null` if the browser hides it, because the server has another origin. Then the time at
 * which the token was issued is near enough
 * @param now the time on this machine's clock. Like the result, it is in milliseconds since 1970
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
