import type { Page } from 'playwright';

/** The moments in the set-up of one call, in milliseconds since 1970. */
export interface SetUpInstants {
  /** When one side was connected. */
  readonly connected: number;
  /** When that side had the first remote video frame. */
  readonly firstFrame: number;
}

/** How long the set-up of one call took, in milliseconds. */
export interface SetUpDurations {
  /** Until both sides were connected. */
  readonly connected: number;
  /** Until both sides had the first remote video frame. */
  readonly firstFrame: number;
}

/** Two open pages, of which one calls the other: bare WebRTC pages, the drop-in SDK alone, or the app. */
export interface CallSubject {
  readonly caller: Page;
  readonly callee: Page;
  /**
   * Sets up a video call, which the callee accepts at once. Resolves when both sides have a remote video frame.
   * @returns when the caller began, in milliseconds since 1970, and the moments of caller and callee
   */
  startCall(): Promise<{ startedAt: number; caller: SetUpInstants; callee: SetUpInstants }>;
  /** Ends the call. Resolves when both pages can set up the next call. */
  endCall(): Promise<void>;
  /** Closes both pages. */
  close(): Promise<void>;
}

/** The pause after each call, so that releasing the devices of one call does not slow down the next call. */
export const pauseBetweenCallsMs = 300;

/** Computes how long the set-up took until the slower side was ready. */
export const toDurations = ({
  startedAt,
  caller,
  callee,
}: Awaited<ReturnType<CallSubject['startCall']>>): SetUpDurations => ({
  connected: Math.max(caller.connected, callee.connected) - startedAt,
  firstFrame: Math.max(caller.firstFrame, callee.firstFrame) - startedAt,
});
