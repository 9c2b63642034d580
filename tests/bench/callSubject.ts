import type { Page } from 'playwright';

/** The moments in the set-up of a call on one side, in milliseconds since 1970. */
export interface SetUpTimes {
  /** When this side placed the call; undefined for the callee. */
  readonly startedAt?: number | undefined;
  readonly connected: number;
  /** When this side had the first remote video frame. */
  readonly firstFrame: number;
  /** For how many milliseconds the callee's screen took no press, because a press could be meant for what was there before. */
  readonly waitedMs?: number;
}

/** Two open pages, of which one calls the other: bare WebRTC pages, the drop-in SDK alone, or the app. */
export interface CallSubject {
  readonly caller: Page;
  readonly callee: Page;
  /** Places a video call, which the callee accepts at once. */
  startCall(): Promise<unknown>;
  /** Waits until one of the pages is connected and has a remote video frame. */
  readTimes(page: Page): Promise<SetUpTimes>;
  /** Ends the call. Resolves when both pages can set up the next call. */
  endCall(): Promise<void>;
  close(): Promise<void>;
}
