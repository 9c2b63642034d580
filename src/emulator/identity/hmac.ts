import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A received request: the parts that ACS's HMAC scheme signs, and the headers with the signature. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, byte for byte. */
  readonly target: string;
  readonly host: string;
  readonly body: Uint8Array;
  readonly authorization: string | undefined;
  /** The header `x-ms-date`, in the form of RFC 1123. */
  readonly date: string | undefined;
  /** The header `x-ms-content-sha256`: the hash of the body, in base64. */
  readonly contentHash: string | undefined;
}

/** The largest difference between the date of a request and the emulator's clock, as in ACS. */
const maxClockDifferenceMs = 15 * 60_000;
/** Captures the signature: an HMAC-SHA256 in base64 has 43 characters and `=`. */
const authorizationPattern =
  /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=([A-Za-z0-9+/]{43}=)$/;

/** Compares two texts in constant time, so that the duration tells an attacker nothing. */
function isEqual(actual: string, expected: string): boolean {
  const [actualBytes, expectedBytes] = [Buffer.from(actual), Buffer.from(expected)];
  return actualBytes.length === expectedBytes.length && timingSafeEqual(actualBytes, expectedBytes);
}

/**
 * Verifies the signature of a request. It is valid for 15 minutes, because Microsoft's SDK repeats it when it retries a request.
 * @param accessKey the key in base64, as in the connection string.
 * @param now milliseconds since 1970.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial
 */
export function verifyHmac(request: SignedRequest, accessKey: string, now: number): boolean {
  const { method, target, host, body, authorization, date, contentHash } = request;
  const signature = authorizationPattern.exec(authorization ?? '')?.[1];
  if (!signature || !date || !contentHash) return false;
  const signedAt = new Date(date);
  // `toUTCString` writes the form of RFC 1123. If the header has another form, the two texts differ.
  if (signedAt.toUTCString() !== date || Math.abs(now - signedAt.getTime()) > maxClockDifferenceMs)
    return false;
  if (!isEqual(contentHash, createHash('sha256').update(body).digest('base64'))) return false;
  const hmac = createHmac('sha256', Buffer.from(accessKey, 'base64'));
  const stringToSign = `${method}\n${target}\n${date};${host};${contentHash}`;
  return isEqual(signature, hmac.update(stringToSign).digest('base64'));
}
