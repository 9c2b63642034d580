/**
 * Waits for `work`, but no longer than `timeoutMs`. Without this limit, a command that the SDK never answers would block
 * the commands behind it.
 * @throws the error of `work`, or an `Error` named `TimeoutError`
 */
export function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const timeoutError = new Error(`No answer within ${timeoutMs} ms.`);
      timeoutError.name = 'TimeoutError';
      reject(timeoutError);
    }, timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
