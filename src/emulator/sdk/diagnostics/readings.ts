/** Computes by how much counters have grown between two readings. */
export class CounterDeltas {
  private readonly lastCounts = new Map<string, number>();
  private readonly countsFirstReading: boolean;

  /**
   * @param options `countsFirstReading`: whether the first reading of a counter is returned as growth from 0. By
   * default, the growth at the first reading is 0.
   */
  constructor({ countsFirstReading = false } = {}) {
    this.countsFirstReading = countsFirstReading;
  }

  /**
   * @param name the name of the counter, which identifies it among all counters of this object.
   * @param count the present reading; `undefined` means 0.
   * @returns by how much the counter has grown. A counter that has become smaller belongs to a new connection, and its
   * growth is 0.
   */
  growthOf(name: string, count = 0): number {
    const lastCount = this.lastCounts.get(name) ?? (this.countsFirstReading ? 0 : count);
    this.lastCounts.set(name, count);
    return Math.max(0, count - lastCount);
  }
}

/** Accepts a reading, such as a quality, only after several equal readings in a row. */
export class StableReading<T> {
  private readonly minRepeats: number;
  private lastReading: T | undefined;
  private repeats = 0;

  /** @param minRepeats how many equal readings in a row are needed. */
  constructor(minRepeats: number) {
    this.minRepeats = minRepeats;
  }

  /** @returns the reading if enough equal readings have come in a row, otherwise `undefined`. */
  add(reading: T): T | undefined {
    this.repeats = reading === this.lastReading ? this.repeats + 1 : 1;
    this.lastReading = reading;
    return this.repeats >= this.minRepeats ? reading : undefined;
  }
}
