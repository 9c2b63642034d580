/**
 * Prints the figures of a benchmark with their limits, and counts the limits that were not kept.
 * @param nameWidth the number of characters to which names are padded
 * @param isSmoke whether the benchmark runs with `--smoke`, which enforces no limit on times and rates
 */
export function createLimitReport(nameWidth: number, isSmoke: boolean) {
  let failureCount = 0;
  const print = (verdict: string, name: string, text: string): void =>
    console.log(`${verdict.padEnd(8)}  ${name.padEnd(nameWidth)} ${text}`);

  /** Reports a figure that does not depend on the speed of the machine, such as a count. */
  function add(name: string, text: string, isLimitKept: boolean): void {
    if (!isLimitKept) failureCount += 1;
    print(isLimitKept ? 'held' : 'NOT HELD', name, text);
  }

  /** Reports a time, a rate, or a ratio of these. With `--smoke` the figure only has to be a finite number. */
  function addTimed(name: string, text: string, figure: number, isLimitKept: boolean): void {
    if (isSmoke && Number.isFinite(figure)) print('measured', name, text);
    else add(name, text, isLimitKept && Number.isFinite(figure));
  }

  return {
    add,
    addTimed,
    /** Reports a time in milliseconds. @param addition what the line says after it, such as the time of another page */
    addMs(name: string, ms: number, limitMs: number, addition?: string): void {
      const text = addition ? `${ms.toFixed(0)} ms; ${addition}` : `${ms.toFixed(0)} ms`;
      addTimed(`${name} (limit ${limitMs.toFixed(0)} ms)`, text, ms, ms <= limitMs);
    },
    /** Lets the program end with an error if a limit was not kept. */
    setExitCode(): void {
      process.exitCode = failureCount > 0 ? 1 : 0;
    },
  };
}

/** @returns the middle one of the sorted values; `NaN` without values */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** @returns the median of a figure that `read` takes from each result */
export const medianOf = <Result>(results: readonly Result[], read: (result: Result) => number): number =>
  median(results.map(read));

/** @returns the value that 99 % of the values do not exceed; `NaN` without values */
export const findPercentile99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN;
