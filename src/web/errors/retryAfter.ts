/** Reads the `Retry-After` header, which gives seconds. @returns at most one minute */
export function readRetryAfter(response: Response): { retryAfterMs?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds > 0 ? { retryAfterMs: Math.min(seconds, 60) * 1000 } : {};
}
