/** @param since in milliseconds since 1970. @returns rounded seconds; 0 if the clock was set back to a time before `since` */
export const countSecondsSince = (since: number): number =>
  Math.max(0, Math.round((Date.now() - since) / 1000));
