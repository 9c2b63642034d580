import { fail, failUnexpectedly, ok, removeRemedy, type Failure, type Result } from './problem.ts';
import type { ProblemCode } from './catalogue.ts';

/** Reads the `code/subCode` of an error of the Calling SDK, which exports no error class. @returns `null` for other errors */
function readSdkCode(cause: unknown): string | null {
  if (!(cause instanceof Error) || cause.name !== 'CallingCommunicationError') return null;
  const { code, subCode } = cause as Error & { code?: number; subCode?: number };
  return `${code ?? '?'}/${subCode ?? 0}`;
}

/**
 * With these errors, SDK 2.0.0 refuses a raised hand and a spotlight in a 1:1 call, although its capabilities may allow them.
 * Microsoft's pages do not list these errors.
 */
const callKindErrors = new Set(['400/45758', '400/45906']);

/**
 * Turns an error that the SDK threw into a problem.
 * @param code the code of the problem if the error is one of the SDK's own. Any other error becomes `unexpected`, without a remedy
 *   until `addRetry` adds one
 */
export function translateSdkError(cause: unknown, code: ProblemCode): Failure {
  const detail = readSdkCode(cause);
  if (detail !== null) return fail(callKindErrors.has(detail) ? 'not-in-this-call' : code, { detail, cause });
  return { ok: false, problem: removeRemedy(failUnexpectedly(cause).problem) };
}

/** Runs a command, and turns what the SDK throws into a problem. A command that returns nothing has succeeded. */
export async function runSdkCommand(command: () => Promise<Result<void> | void>): Promise<Result<void>> {
  try {
    return (await command()) ?? ok(undefined);
  } catch (cause) {
    return translateSdkError(cause, 'call-command-failed');
  }
}

/** Maps `code/subCode` to a problem, for the errors that the SDK throws when it cannot open a camera. */
const cameraProblems: Record<string, ProblemCode> = {
  '403/43001': 'camera-refused',
  '412/43013': 'camera-missing',
  '412/43000': 'camera-busy',
};

/** Whether the camera could not be opened. A video can also fail for another reason, such as a disposed stream. */
export const isCameraError = (cause: unknown): boolean => (readSdkCode(cause) ?? '') in cameraProblems;

/** Turns an error that the SDK threw when it started a video into a problem. */
export const translateCameraError = (cause: unknown): Failure =>
  translateSdkError(cause, cameraProblems[readSdkCode(cause) ?? ''] ?? 'camera-busy');

/** Whether the SDK refused a command because too many came within a short time. */
export const isThrottled = (cause: unknown): boolean => readSdkCode(cause)?.startsWith('429/') ?? false;
