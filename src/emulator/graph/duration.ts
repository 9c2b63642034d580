import { GraphError } from './graphError.ts';

/**
 * @param text an ISO 8601 duration of days, hours, minutes and seconds, as Graph takes it: `PT8H`.
 * @param usual milliseconds when none is given.
 * @returns milliseconds.
 * @throws GraphError 400 for anything else, and for nothing at all.
 */
export function duration(text: string | null | undefined, usual: number): number {
  if (text === undefined || text === null) return usual;
  const [, d = 0, h = 0, m = 0, s = 0] =
    /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text) ?? [];
  const seconds = ((Number(d) * 24 + Number(h)) * 60 + Number(m)) * 60 + Number(s);
  if (seconds === 0) throw new GraphError(400, 'BadRequest', 'expirationDuration must be like PT8H.');
  return seconds * 1000;
}
