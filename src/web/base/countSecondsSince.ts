/**
 * Counts as running times do (`ui/RunningTime.tsx`), so that the duration of a call is the time that the user has just seen.
 * @param since in milliseconds since 1970. @returns whole seconds; 0 if the clock was set back to a time before `since`
 */
export const countSecondsSince = (since: number): number =>
  Math.max(0, Math.floor((Date.now() - since) / 1000));
