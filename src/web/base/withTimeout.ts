/**
 * Waits for `work`, but no longer than a limit, so that a command that the SDK never answers does not block the commands
 * behind it.
 * @param timeoutMs milliseconds
 * @throws what `work` throws, or an `Error` named `TimeoutError`
 */
export function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const late = new Error(`No answer within ${timeoutMs} ms.`);
      late.name = 'TimeoutError';
      reject(late);
    }, timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
