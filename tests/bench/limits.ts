/** Prints the figures of a benchmark with their limits, and counts the limits that were not kept. */
export class LimitReport {
  private failureCount = 0;
  private readonly nameWidth: number;

  /** @param nameWidth the number of characters to which names are padded */
  constructor(nameWidth: number) {
    this.nameWidth = nameWidth;
  }

  add(name: string, value: string, isLimitKept: boolean): void {
    if (!isLimitKept) this.failureCount += 1;
    console.log(`${isLimitKept ? 'held    ' : 'NOT HELD'}  ${name.padEnd(this.nameWidth)} ${value}`);
  }

  /** Lets the program end with an error if a limit was not kept. */
  setExitCode(): void {
    process.exitCode = this.failureCount > 0 ? 1 : 0;
  }
}

/** @returns the middle one of the sorted values; `NaN` without values */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
