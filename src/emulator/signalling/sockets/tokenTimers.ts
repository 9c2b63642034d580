import type { Clock } from '../../core/clock.ts';

/** The two timers of a client's current token. The first one runs when a new token is due, the second at the expiry. */
export class TokenTimers {
  private readonly clock: Clock;
  private cancelTimers: (() => void)[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * Replaces the timers of the former token.
   * @param leadMs `onDue` runs this many milliseconds before the token expires. If the token expires soon, `onDue` runs
   *   after half of the remaining time, but not within 100 ms: a client without a newer token sends the same token again,
   *   and would then be asked again without a pause.
   * @param onDue asks the client for a new token.
   * @param onExpired runs when the token expires.
   */
  restart(expiresOn: Date, leadMs: number, onDue: () => void, onExpired: () => void): void {
    this.stop();
    const remainingMs = expiresOn.getTime() - this.clock.now();
    this.cancelTimers = [
      this.clock.after(Math.max(remainingMs - leadMs, remainingMs / 2, 100), onDue),
      this.clock.after(remainingMs, onExpired),
    ];
  }

  stop(): void {
    for (const cancel of this.cancelTimers.splice(0)) cancel();
  }
}
