import { ErrorReply } from '@redis/client';

/**
 * Names an error without its message, which may contain the address: by the code with which an answer of Redis begins, such as
 * `WRONGPASS`, by the code of a network error, or by the name of another error.
 */
export function describeRedisError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  if (error instanceof ErrorReply) return /^[A-Z]+/.exec(error.message)?.[0] ?? error.name;
  // The code of a DOMException is a number without meaning.
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
