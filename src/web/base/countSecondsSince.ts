/**
 * Counts the seconds since a time, rounded. The result is 0 if the computer's clock was set back behind that time.
 * @param since in milliseconds since 1970
 */
export const countSecondsSince = (since: number): number =>
  Math.max(0, Math.round((Date.now() - since) / 1000));
