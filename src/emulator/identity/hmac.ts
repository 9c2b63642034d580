import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The parts of a received request that ACS's HMAC scheme signs. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  readonly host: string;
  readonly body: Uint8Array;
  readonly authorization: string | undefined;
  /** RFC 1123, from `x-ms-date`. */
  readonly date: string | undefined;
  /** base64, from `x-ms-content-sha256`. */
  readonly contentHash: string | undefined;
}

const maxAgeMs = 15 * 60_000;
const scheme =
  /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=([A-Za-z0-9+/]{43}=)$/;

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/**
 * Verifies a signature with the resource's key. A repeated request passes while it is young enough: the SDK's retries
 * carry the date and signature of the first attempt.
 * @param accessKey base64, as in the connection string. @param now milliseconds since 1970.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial
 */
export function verifyHmac(request: SignedRequest, accessKey: string, now: number): boolean {
  const { method, target, host, body, authorization, date, contentHash } = request;
  const signature = scheme.exec(authorization ?? '')?.[1];
  if (!signature || !date || !contentHash) return false;
  const at = new Date(date);
  // Only a date in the form of RFC 1123 reads the same when it is written again.
  if (at.toUTCString() !== date || Math.abs(now - at.getTime()) > maxAgeMs) return false;
  if (!equal(createHash('sha256').update(body).digest('base64'), contentHash)) return false;
  const content = `${method}\n${target}\n${date};${host};${contentHash}`;
  const expected = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(content).digest('base64');
  return equal(expected, signature);
}
