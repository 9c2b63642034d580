/** The waits of people in seconds: the middle one, the one that 95 % and 99 % do not exceed, and the longest. */
export interface WaitFigures {
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
}

/** @param waitsMs milliseconds, in ascending order. Without waits each figure is `NaN` */
export function findPercentiles(waitsMs: ArrayLike<number>): WaitFigures {
  const find = (share: number): number =>
    (waitsMs[Math.ceil(waitsMs.length * share) - 1] ?? Number.NaN) / 1000;
  return { median: find(0.5), p95: find(0.95), p99: find(0.99), longest: find(1) };
}

/** Describes waits in one line. */
export const describeWaits = ({ median, p95, p99, longest }: WaitFigures): string =>
  `median ${median.toFixed(2)} s, p95 ${p95.toFixed(2)} s, p99 ${p99.toFixed(2)} s, longest ${longest.toFixed(2)} s`;
