import { catalogue, type ProblemCode, type Remedy } from './catalogue.ts';

/** A failure as a value. Words are found at render, by `code`. */
export interface Problem {
  readonly code: ProblemCode;
  readonly remedy: Remedy;
  /** The other side's own code (an AADSTS number, `486/0`, a request id): shown beside ours, never a token. */
  readonly detail?: string;
  /** Milliseconds the other side asks us to wait before the next try; 60,000 at most. */
  readonly retryAfter?: number;
  /** Raw id of the person it is about. */
  readonly person?: string;
  /** Repeats what failed, where that is known. Without it the screen that shows the problem knows what to repeat. */
  readonly retry?: () => void;
  /** What was thrown, for the debugger. It is never rendered. */
  readonly cause?: unknown;
}

export type Result<T> = { readonly ok: true; readonly value: T } | Failure;
export interface Failure {
  readonly ok: false;
  readonly problem: Problem;
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (code: ProblemCode, about: Omit<Problem, 'code' | 'remedy'> = {}): Failure => ({
  ok: false,
  problem: Object.freeze({ code, remedy: catalogue[code], ...about }),
});

/** The kind of what was thrown, with an id that a person can quote. Never its message: that may hold anything. */
export const thrownDetail = (cause: unknown): string =>
  `${cause instanceof Error ? cause.name : typeof cause} ${crypto.randomUUID().slice(0, 8)}`;

/** What nobody foresaw: says so, and carries an id that a person can quote. */
export const unexpected = (cause: unknown): Failure =>
  fail('unexpected', { detail: thrownDetail(cause), cause });

/** The same for what cannot be repeated: no *Try again* is offered. */
export const unrepeatable = (problem: Problem): Problem => ({ ...problem, remedy: 'none' });

/** Lets *Try again* of an unforeseen error repeat what failed. Every other error has a remedy of its own. */
export const repeatable = (problem: Problem, retry: () => void): Problem =>
  problem.code === 'unexpected' ? { ...problem, remedy: 'retry', retry } : problem;
