import type { Stage } from './stage.ts';

/** One measured figure of a fault, and what the table allows. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly allowed: string;
  readonly passed: boolean;
}

/** One row of the fault table. */
export interface Row {
  readonly fault: string;
  /** @returns why this machine cannot produce the fault; `null` when it can. */
  readonly whyNot?: (stage: Stage) => string | null;
  readonly run: (stage: Stage) => Promise<Figure[]>;
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

/**
 * Looks again and again until something is there.
 * @returns how many milliseconds that took, or `null` when `limitMs` went by first.
 */
export async function timeUntil(
  condition: () => Promise<boolean>,
  limitMs: number,
  since = Date.now(),
): Promise<number | null> {
  const end = Date.now() + limitMs;
  for (;;) {
    // A page that is being reloaded cannot answer.
    if (await condition().catch(() => false)) return Math.max(0, Date.now() - since);
    if (Date.now() > end) return null;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
