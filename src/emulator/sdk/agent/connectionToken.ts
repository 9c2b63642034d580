/** A token refresher that takes longer than this has failed. Otherwise it would block the reconnection. */
const tokenTimeoutMs = 15_000;

/** The ACS token of one connection, which comes from the app's credential. */
export class ConnectionToken {
  private getToken: () => Promise<string>;
  private lastToken = '';

  /** @param getToken gets the present token from the app's credential. */
  constructor(getToken: () => Promise<string>) {
    this.getToken = getToken;
  }

  /** @throws what the credential throws, and an error if it gives no token in time. */
  async fetch(): Promise<string> {
    const timeoutMessage = 'The credential gave no token in time.';
    this.lastToken = await withTimeout(this.getToken(), tokenTimeoutMs, timeoutMessage);
    return this.lastToken;
  }

  /** From now on uses the last token, because an app that has disposed of its agent may also dispose of the credential. */
  keepLast(): void {
    this.getToken = () => Promise.resolve(this.lastToken);
  }
}

/**
 * Waits for a promise, but not for longer than the time-out.
 * @param message the message of the error that is thrown when the promise is still pending after the time-out.
 */
async function withTimeout<T>(promise: Promise<T>, timeoutMs: number, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
