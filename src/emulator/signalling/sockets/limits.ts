import { closeCodes } from '../../wire/protocol.ts';
import type { SignallingTiming } from '../timing.ts';

/**
 * Chooses how long an endpoint outlives its socket. A disposed agent closes the socket with 1000, and a page that the user
 * leaves with 1001. A crashed page sends no close frame, and a lost network (`isDead` if a condition cuts it) nothing at
 * all.
 */
export function chooseGraceMs(
  code: number,
  { wasSilent, isDead }: { wasSilent: boolean; isDead: boolean },
  { lostSocketGraceMs, lostNetworkGraceMs }: SignallingTiming,
): number {
  if (isDead) return lostNetworkGraceMs;
  if (code === 1000 || code === 1001) return 0;
  const mayReconnect = wasSilent || code === closeCodes.token || code === closeCodes.silent;
  return mayReconnect ? lostNetworkGraceMs : lostSocketGraceMs;
}

/** How many frames a client may send at once. Setting up a call takes about 40 frames. */
const burst = 600;
/** By how many frames per second the number of allowed frames grows again, up to `burst`. */
const framesPerSecond = 300;

/** Creates the frame limit of one socket, as a token bucket: a function that counts a frame, and tells whether it is allowed. */
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
