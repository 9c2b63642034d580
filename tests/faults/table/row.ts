import type { FaultEnvironment } from './faultEnvironment.ts';

/** One measurement of a row after its fault, and the limit. All texts are for the printed table. */
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
  readonly findReasonToSkip?: (environment: FaultEnvironment) => string | null;
  readonly run: (environment: FaultEnvironment) => Promise<RowResult[]>;
}

/** @param measuredMs the measured time; `null` when the event never happened */
export const createTimeResult = (subject: string, measuredMs: number | null, limitMs: number): RowResult => ({
  subject,
  measured: measuredMs === null ? 'never' : `${Math.round(measuredMs)} ms`,
  allowed: `at most ${limitMs} ms`,
  hasPassed: measuredMs !== null && measuredMs <= limitMs,
});

/**
 * @param subject a statement that must be true
 * @param isTrue whether the statement is true
 * @param measured what the table shows as the measurement. Default: `true` or `false`
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
