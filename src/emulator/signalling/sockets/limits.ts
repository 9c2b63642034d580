import { closeCodes } from '../../wire/protocol.ts';
import type { SignallingTiming } from '../timing.ts';

/**
 * Chooses for how many milliseconds an endpoint (a call agent's connection) outlives its socket. The socket closes with 1000 if
 * the app disposes the call agent, and with 1001 if the user leaves the page. A crash or a lost network sends no close code.
 * @param code the code with which the socket closed.
 * @param wasSilent whether the server ended the socket because nothing had come for too long.
 * @param isDead whether a test has cut the network. A real network would then not deliver the client's close code.
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
/** How many frames per second a client gets back, until it has `burst` again. */
const framesPerSecond = 300;

/** Limits the frames (messages) of one socket, with the algorithm *token bucket*. */
export class FrameLimit {
  private allowance = burst;
  private countedAt = performance.now();

  /** Counts a frame. @returns whether the client may send this frame. */
  count(): boolean {
    const time = performance.now();
    const regained = ((time - this.countedAt) / 1000) * framesPerSecond;
    this.allowance = Math.min(burst, this.allowance + regained);
    this.countedAt = time;
    if (this.allowance < 1) return false;
    this.allowance -= 1;
    return true;
  }
}
