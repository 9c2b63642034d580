import { catalogue, type ProblemCode, type Remedy } from './catalogue.ts';

/** A failure as a value. Components find its words by `code` when they render it. */
export interface Problem {
  readonly code: ProblemCode;
  readonly remedy: Remedy;
  /** The code of the service (an AADSTS number, `486/0`, a request id), shown beside `code`. Never a token. */
  readonly detail?: string;
  /** Milliseconds that the service asks to wait before the next attempt; 60,000 at most. */
  readonly retryAfter?: number;
  /** Raw id of the person whom the problem is about. */
  readonly person?: string;
  /** Repeats what failed. Without it, the component that shows the problem knows what to repeat. */
  readonly retry?: () => void;
  /** The thrown error, for the debugger. It is never rendered. */
  readonly cause?: unknown;
}

export type Result<T> = { readonly ok: true; readonly value: T } | Failure;
export interface Failure {
  readonly ok: false;
  readonly problem: Problem;
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** Creates a problem with the remedy of its code. @param about what else is known */
export const fail = (code: ProblemCode, about: Omit<Problem, 'code' | 'remedy'> = {}): Failure => ({
  ok: false,
  problem: Object.freeze({ code, remedy: catalogue[code], ...about }),
});

/** The name of a thrown error, with an id that the user can quote. Never its message, which may contain secrets. */
export const thrownDetail = (cause: unknown): string =>
  `${cause instanceof Error ? cause.name : typeof cause} ${crypto.randomUUID().slice(0, 8)}`;

/** The problem for an error without a code of its own, with an id that the user can quote. */
export const unexpected = (cause: unknown): Failure =>
  fail('unexpected', { detail: thrownDetail(cause), cause });

/** The problem without *Try again*, for failures that cannot be repeated. */
export const unrepeatable = (problem: Problem): Problem => ({ ...problem, remedy: 'none' });

/** Makes *Try again* of an unexpected problem repeat what failed. Other problems keep their own remedies. */
export const repeatable = (problem: Problem, retry: () => void): Problem =>
  problem.code === 'unexpected' ? { ...problem, remedy: 'retry', retry } : problem;
