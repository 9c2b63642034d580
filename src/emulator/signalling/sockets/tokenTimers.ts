import type { Clock } from '../../core/clock.ts';

/** Runs functions shortly before, and at, the end of the token that an endpoint has sent last. */
export class TokenTimers {
  private readonly clock: Clock;
  private cancelTimers: (() => void)[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * Replaces the timers of the former token.
   * @param dueMs milliseconds before the end at which the client is asked for a new token. Half of the lifetime that is
   *   left when the token ends sooner, and not at once: a client that has no newer token sends the same one again.
   */
  restart(expiresOn: Date, dueMs: number, onDue: () => void, onEnd: () => void): void {
    this.stop();
    const leftMs = expiresOn.getTime() - this.clock.now();
    this.cancelTimers = [
      this.clock.after(Math.max(leftMs - dueMs, leftMs / 2, 100), onDue),
      this.clock.after(leftMs, onEnd),
    ];
  }

  stop(): void {
    for (const cancel of this.cancelTimers.splice(0)) cancel();
  }
}
