/** By how much counters have grown since they were last read. */
export class CounterDeltas {
  private readonly last = new Map<string, number>();
  private readonly fromZero: boolean;

  /** @param fromZero whether the first reading counts in full. Otherwise it counts as 0. */
  constructor({ fromZero = false } = {}) {
    this.fromZero = fromZero;
  }

  /**
   * @param name of the counter.
   * @returns its growth. A counter that has become smaller belongs to a new connection, and has not grown.
   */
  of(name: string, count: number | undefined): number {
    const now = count ?? 0;
    const before = this.last.get(name) ?? (this.fromZero ? 0 : now);
    this.last.set(name, now);
    return Math.max(0, now - before);
  }
}

/** Accepts a reading only after it has come several times in a row. */
export class StableReading<T> {
  private readonly needed: number;
  private candidate: T | undefined;
  private times = 0;

  constructor(needed: number) {
    this.needed = needed;
  }

  /** @returns the reading if it has come often enough, otherwise `undefined`. */
  take(reading: T): T | undefined {
    this.times = reading === this.candidate ? this.times + 1 : 1;
    this.candidate = reading;
    return this.times >= this.needed ? reading : undefined;
  }
}
