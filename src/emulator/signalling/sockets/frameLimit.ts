/** Frames that a client may send at once. A call takes about 40 to set up. */
const burst = 600;
/** Frames per second by which the allowance grows back. */
const framesPerSecond = 300;

/**
 * Creates the limit of one socket, a token bucket.
 * @param now milliseconds of any clock.
 * @returns a function that counts a frame and tells whether it is allowed.
 */
export function createFrameLimit(now: () => number): () => boolean {
  let allowance = burst;
  let countedAt = now();
  return () => {
    const time = now();
    allowance = Math.min(burst, allowance + ((time - countedAt) / 1000) * framesPerSecond);
    countedAt = time;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
}
