import { fail, unexpected, unrepeatable, type Failure } from './problem.ts';
import type { ProblemCode } from './catalogue.ts';

/** The `code/subCode` of an error of the SDK; `null` for other errors. The SDK exports no error class, only the name tells. */
function sdkCode(cause: unknown): string | null {
  if (!(cause instanceof Error) || cause.name !== 'CallingCommunicationError') return null;
  const { code, subCode } = cause as Error & { code?: number; subCode?: number };
  return `${code ?? '?'}/${subCode ?? 0}`;
}

/**
 * Turns what the SDK threw into a problem.
 * @param code the code of the problem if the SDK threw one of its own errors. Any other error becomes `unexpected`, without
 *   *Try again* until the caller says what to repeat (`repeatable`).
 */
export function fromSdk(cause: unknown, code: ProblemCode): Failure {
  const detail = sdkCode(cause);
  if (detail !== null) return fail(code, { detail, cause });
  return { ok: false, problem: unrepeatable(unexpected(cause).problem) };
}

/** The errors by which the SDK says, when it opens a camera, why it cannot. */
const cameraProblems: Record<string, ProblemCode> = {
  '403/43001': 'camera-refused',
  '412/43013': 'camera-missing',
  '412/43000': 'camera-busy',
};

/** Whether the SDK could not open a camera. Starting a video also fails when the stream has been disposed of. */
export const isCameraProblem = (cause: unknown): boolean => (sdkCode(cause) ?? '') in cameraProblems;

/** Turns what the SDK threw when it started a video into a problem. */
export const cameraProblem = (cause: unknown): Failure =>
  fromSdk(cause, cameraProblems[sdkCode(cause) ?? ''] ?? 'camera-busy');
