/**
 * Waits for `work`, but at most `timeoutMs`. Otherwise a command that the SDK never answers would block the commands behind it.
 * @param onTimeout returns the result when the time is over. Default: throws a `TimeoutError`
 * @throws the error of `work` or of `onTimeout`
 */
export function withTimeout<T, Fallback = never>(
  work: Promise<T>,
  timeoutMs: number,
  onTimeout: () => Fallback = () => {
    throw new DOMException(`No answer within ${timeoutMs} ms.`, 'TimeoutError');
  },
): Promise<T | Fallback> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  }).then(onTimeout);
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
