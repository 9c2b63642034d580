import { catalogue, type ProblemCode, type Remedy } from './catalogue.ts';

/** A failure as a value. Components find the text for the user by `code` when they render the problem. */
export interface Problem {
  readonly code: ProblemCode;
  readonly remedy: Remedy;
  /** What the user can quote beside `code`: an AADSTS number, `486/0`, a request id, an error's name and id. Never a token. */
  readonly detail?: string;
  /** Milliseconds that the service asks to wait before the next attempt; 60,000 at most. */
  readonly retryAfterMs?: number;
  /** Raw id of the person whom the problem is about, such as the caller of a missed call. */
  readonly person?: string;
  /** The name that the SDK has given for that person. */
  readonly personName?: string;
  /** The company's number that the person had called, so that an agent calls back by the same number. */
  readonly companyNumber?: string;
  /** The permissions that the user's sign-in lacks, such as `Teams.ManageChats`. */
  readonly permissions?: readonly string[];
  /** Repeats the action that failed. If it is missing, the component that shows the problem repeats it itself. */
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

export const fail = (code: ProblemCode, facts: Omit<Problem, 'code' | 'remedy'> = {}): Failure => ({
  ok: false,
  problem: Object.freeze({ code, remedy: catalogue[code], ...facts }),
});

/** Returns the error's name and an id that the user can quote, without the error's message, which may contain secrets. */
export const describeThrownError = (cause: unknown): string =>
  `${cause instanceof Error ? cause.name : typeof cause} ${crypto.randomUUID().slice(0, 8)}`;

/** Creates a failure for an error that has no problem code of its own. */
export const failUnexpectedly = (cause: unknown): Failure =>
  fail('unexpected', { detail: describeThrownError(cause), cause });

/** Removes the remedy, because the app cannot do what its button says. The problem then has only *Close*. */
export const removeRemedy = (problem: Problem): Problem => ({ ...problem, remedy: 'none' });

/** Gives an unexpected problem the button *Try again*, which calls `retry`. Other problems keep their remedies. */
export const addRetry = (problem: Problem, retry: () => void): Problem =>
  problem.code === 'unexpected' ? { ...problem, remedy: 'retry', retry } : problem;
