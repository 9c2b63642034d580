/**
 * Chooses when a lost connection is tried again: at once after the first failure. After each further failure the delay is
 * twice as long, up to 5 s. It is then shortened at random by up to a half, so that the clients of a restarted server do
 * not all return at the same time.
 */
export class ReconnectTimer {
  private readonly reconnect: () => void;
  /** Failed connections in a row. */
  private failureCount = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(reconnect: () => void) {
    this.reconnect = reconnect;
  }

  /** Schedules the next attempt, after one has failed. */
  schedule(): void {
    const longestDelayMs = this.failureCount === 0 ? 0 : Math.min(5_000, 250 * 2 ** this.failureCount);
    const delayMs = longestDelayMs * (0.5 + Math.random() / 2);
    this.failureCount += 1;
    this.cancel();
    this.timer = setTimeout(this.reconnect, delayMs);
  }

  /** Forgets the failures, because the connection works, or may work again. */
  resetFailures(): void {
    this.failureCount = 0;
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
