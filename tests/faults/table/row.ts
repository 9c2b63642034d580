import type { FaultEnvironment } from './faultEnvironment.ts';

/** What a row measured after it produced a fault, beside what is allowed. All texts are for the printed table. */
export interface RowResult {
  readonly subject: string;
  readonly measured: string;
  readonly allowed: string;
  readonly hasPassed: boolean;
}

/** A row of the table that `npm run test:faults` prints: a fault, and how its results are measured. */
export interface Row {
  readonly fault: string;
  /** @returns why this machine cannot produce the fault; `null` when it can. A row without this method can always run. */
  readonly findObstacle?: (environment: FaultEnvironment) => string | null;
  readonly run: (environment: FaultEnvironment) => Promise<RowResult[]>;
}

/** @param measuredMs how long it took; `null` when it never happened */
export const createTimeResult = (subject: string, measuredMs: number | null, limitMs: number): RowResult => ({
  subject,
  measured: measuredMs === null ? 'never' : `${Math.round(measuredMs)} ms`,
  allowed: `at most ${limitMs} ms`,
  hasPassed: measuredMs !== null && measuredMs <= limitMs,
});

/**
 * @param subject a statement that must be true
 * @param isTrue whether it is true
 * @param measured what the table shows as measured. Default: `true` or `false`
 */
export const createYesNoResult = (
  subject: string,
  isTrue: boolean,
  measured: unknown = isTrue,
): RowResult => ({
  subject,
  measured: typeof measured === 'string' ? measured : JSON.stringify(measured),
  allowed: 'yes',
  hasPassed: isTrue,
});
