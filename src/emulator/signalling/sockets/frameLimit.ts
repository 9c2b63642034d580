/** How many frames a client may send at once. Setting up a call takes about 40 frames. */
const burst = 600;
/** By how many frames per second the number of allowed frames grows again, up to `burst`. */
const framesPerSecond = 300;

/**
 * Creates the frame limit of one socket, as a token bucket.
 * @param now returns the time in milliseconds, counted from any moment.
 * @returns a function that counts a frame, and tells whether the frame is allowed.
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
