const createTimeoutError = (timeoutMs: number): Error => {
  const timeoutError = new Error(`No answer within ${timeoutMs} ms.`);
  timeoutError.name = 'TimeoutError';
  return timeoutError;
};

/**
 * Waits for `work`, but no longer than `timeoutMs`. Without this limit, a command that the SDK never answers would block
 * the commands behind it.
 * @param onTimeout returns the result when the time is over; by default it throws an `Error` named `TimeoutError`
 * @throws the error of `work` or of `onTimeout`
 */
export function withTimeout<T, Fallback = never>(
  work: Promise<T>,
  timeoutMs: number,
  onTimeout: () => Fallback = () => {
    throw createTimeoutError(timeoutMs);
  },
): Promise<T | Fallback> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        resolve(onTimeout());
      } catch (error) {
        reject(error);
      }
    }, timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
