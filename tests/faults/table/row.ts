import type { FaultEnvironment } from './faultEnvironment.ts';

/** A measured figure of a fault, and its limit. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly allowed: string;
  readonly passed: boolean;
}

/** A fault, and how its figures are measured. */
export interface Row {
  readonly fault: string;
  /** @returns why this machine cannot produce the fault; `null` when it can. */
  readonly whyNot?: (environment: FaultEnvironment) => string | null;
  readonly run: (environment: FaultEnvironment) => Promise<Figure[]>;
}

/** @param measured in milliseconds; `null` when it never happened. */
export const atMost = (what: string, measured: number | null, limit: number): Figure => ({
  what,
  measured: measured === null ? 'never' : `${Math.round(measured)} ms`,
  allowed: `at most ${limit} ms`,
  passed: measured !== null && measured <= limit,
});

export const isTrue = (what: string, passed: boolean, measured: unknown = passed): Figure => ({
  what,
  measured: typeof measured === 'string' ? measured : JSON.stringify(measured),
  allowed: 'yes',
  passed,
});
