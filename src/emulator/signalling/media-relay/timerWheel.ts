/** How many milliseconds ahead an action can be scheduled. A later one happens after this time. */
const wheelMs = 16_384;

/**
 * Runs actions at their times, to the millisecond, in the order of their times. It needs one timer for thousands of actions,
 * because each slot of the wheel has the actions of one millisecond.
 */
export class TimerWheel {
  private readonly slots: (() => void)[][] = Array.from({ length: wheelMs }, () => []);
  /** The millisecond up to which all actions have run. */
  private doneMs = Math.floor(performance.now());
  private count = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param dueMs a time, as `performance.now()` gives it. */
  schedule(dueMs: number, action: () => void): void {
    if (this.count === 0) this.doneMs = Math.floor(performance.now());
    const slotMs = Math.min(Math.max(Math.ceil(dueMs), this.doneMs + 1), this.doneMs + wheelMs - 1);
    this.slots[slotMs % wheelMs]?.push(action);
    this.count += 1;
    this.timer ??= setTimeout(this.turn, 1);
  }

  stop(): void {
    clearTimeout(this.timer);
    for (const slot of this.slots) slot.length = 0;
    this.count = 0;
  }

  private readonly turn = (): void => {
    this.timer = undefined;
    const nowMs = Math.floor(performance.now());
    // After a pause of the process, more than one turn of the wheel may be due.
    const untilMs = Math.min(nowMs, this.doneMs + wheelMs - 1);
    while (this.doneMs < untilMs && this.count > 0) {
      this.doneMs += 1;
      const slot = this.slots[this.doneMs % wheelMs] ?? [];
      this.count -= slot.length;
      for (const action of slot.splice(0)) action();
    }
    if (this.count > 0) this.timer ??= setTimeout(this.turn, 1);
  };
}
