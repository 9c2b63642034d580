/** Frames a client may send at once, and for how many a second that allowance grows back. */
const burst = 600;
const perSecond = 300;

/**
 * A token bucket per socket. A call needs about 40 frames to set up; a flood is far beyond that.
 * @param now the clock, in milliseconds.
 * @returns a function that takes one frame, and says whether it was allowed.
 */
export function createFrameLimit(now: () => number): () => boolean {
  let left = burst;
  let at = now();
  return () => {
    const time = now();
    left = Math.min(burst, left + ((time - at) / 1000) * perSecond);
    at = time;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
