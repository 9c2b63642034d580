import { GraphError } from './graphError.ts';

/**
 * Reads an ISO 8601 duration of days, hours, minutes and seconds: `PT8H`.
 * @param defaultMs returned for `null` and `undefined`.
 * @returns milliseconds.
 * @throws GraphError 400 for another text, and for a duration of 0.
 */
export function duration(text: string | null | undefined, defaultMs: number): number {
  if (text === undefined || text === null) return defaultMs;
  const [, d = 0, h = 0, m = 0, s = 0] =
    /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text) ?? [];
  const seconds = ((Number(d) * 24 + Number(h)) * 60 + Number(m)) * 60 + Number(s);
  if (seconds === 0) throw new GraphError(400, 'BadRequest', 'expirationDuration must be like PT8H.');
  return seconds * 1000;
}
