import { GraphError } from './graphError.ts';

/**
 * Reads an ISO 8601 duration of days, hours, minutes and seconds: `PT8H`.
 * @param defaultMs the milliseconds to return for `null` and `undefined`.
 * @returns milliseconds.
 * @throws GraphError 400 for a text of another form, and for a duration of 0.
 */
export function parseDuration(text: string | null | undefined, defaultMs: number): number {
  if (text === undefined || text === null) return defaultMs;
  // Each number has six digits at most, so that the sum stays a safe integer.
  const [, dayCount = 0, hourCount = 0, minuteCount = 0, secondCount = 0] =
    /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text) ?? [];
  const minutes = (Number(dayCount) * 24 + Number(hourCount)) * 60 + Number(minuteCount);
  const seconds = minutes * 60 + Number(secondCount);
  if (seconds === 0) throw new GraphError(400, 'BadRequest', 'expirationDuration must be like PT8H.');
  return seconds * 1000;
}
