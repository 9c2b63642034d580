/**
 * Waits for `work`, but no longer than `timeoutMs`. Without this limit, a command that the SDK never answers would block
 * the commands behind it.
 * @param onTimeout returns the result when the time is over; by default it throws a `TimeoutError`
 * @throws the error of `work` or of `onTimeout`
 */
export function withTimeout<T, Fallback = never>(
  work: Promise<T>,
  timeoutMs: number,
  onTimeout: () => Fallback = () => {
    throw new DOMException(`No answer within ${timeoutMs} ms.`, 'TimeoutError');
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
