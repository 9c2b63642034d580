import type { Clock } from '../../core/clock.ts';

/** The two timers of a client's current token: the first one asks for a new token, the second one runs when it expires. */
export class TokenTimers {
  private readonly clock: Clock;
  private cancelTimers: (() => void)[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * Replaces the timers of the former token.
   * @param leadMs how many milliseconds before the token expires `onDue` runs. For a token with a short rest of its
   *   lifetime, `onDue` runs after half of that rest, but not before 100 ms: a client without a newer token answers by
   *   sending the same token again, and would be asked without a pause.
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
