import { fail, unexpected, unrepeatable, type Failure } from './problem.ts';
import type { ProblemCode } from './catalogue.ts';

/** `code/subCode` of what the SDK threw, or `null` if something else did. No error class is exported: they have a name. */
function thrownCode(cause: unknown): string | null {
  if (!(cause instanceof Error) || cause.name !== 'CallingCommunicationError') return null;
  const { code, subCode } = cause as Error & { code?: number; subCode?: number };
  return `${code ?? '?'}/${subCode ?? 0}`;
}

/**
 * One of the three translators: what the SDK threw, as a problem. An unforeseen one offers no *Try again* until the
 * caller says what to repeat (`repeatable`).
 */
export function fromSdk(cause: unknown, code: ProblemCode): Failure {
  const detail = thrownCode(cause);
  if (detail !== null) return fail(code, { detail, cause });
  return { ok: false, problem: unrepeatable(unexpected(cause).problem) };
}

/** Why a camera shows nothing that was there and seemed to be allowed: the answer comes only when it is opened. */
const cameraProblems: Record<string, ProblemCode> = {
  '403/43001': 'camera-refused',
  '412/43013': 'camera-missing',
  '412/43000': 'camera-busy',
};

/** Whether it is the camera that did not open, and not the stream that is over. */
export const isCameraProblem = (cause: unknown): boolean => (thrownCode(cause) ?? '') in cameraProblems;

export const cameraProblem = (cause: unknown): Failure =>
  fromSdk(cause, cameraProblems[thrownCode(cause) ?? ''] ?? 'camera-busy');
