import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it was received: what ACS's HMAC scheme signs. */
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

const window = 15 * 60_000;
const scheme =
  /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=([A-Za-z0-9+/]{43}=)$/;

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/**
 * Verifies ACS's access-key authentication. An exact replay inside the time window passes: the SDK's retries carry
 * the date and signature of the first attempt.
 * @param accessKey base64, as in the connection string.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial
 */
export function verifyHmac(request: SignedRequest, accessKey: string, now: number): boolean {
  const { method, target, host, body, authorization, date, contentHash } = request;
  const signature = scheme.exec(authorization ?? '')?.[1];
  if (!signature || !date || !contentHash) return false;
  const at = new Date(date);
  // RFC 1123 and nothing else that can be read as a time; one that cannot be says so when it is written.
  if (at.toUTCString() !== date || Math.abs(now - at.getTime()) > window) return false;
  if (!equal(createHash('sha256').update(body).digest('base64'), contentHash)) return false;
  const content = `${method}\n${target}\n${date};${host};${contentHash}`;
  const expected = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(content).digest('base64');
  return equal(expected, signature);
}
