/** What a client needs to reach the controls of an emulator. */
export interface EmulatorAddress {
  /** The address, such as `http://localhost:5174`. */
  readonly url: string;
  /** The secret of the controls. */
  readonly secret: string;
}

/**
 * Creates a function that sends a request to the controls, the HTTP routes under `/emulator`.
 * @param path the rest of the path, without a leading slash.
 * @throws Error with the reason if the emulator refuses the request, or does not answer.
 */
export const createRequester =
  ({ url, secret }: EmulatorAddress) =>
  async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const request = `${method} ${url}/emulator/${path}`;
    let response: Response;
    try {
      response = await fetch(`${url}/emulator/${path}`, {
        method,
        headers: { 'x-emulator-secret': secret, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new Error(`${request}: the emulator does not answer.`, { cause: error });
    }
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as Answer;
    throw new Error(`${request}: ${response.status} ${readReason(text)}`);
  };

/** @returns the reason in the JSON answer of a refusal; the whole text if the answer is something else. */
function readReason(text: string): string {
  try {
    return (JSON.parse(text) as { error?: string }).error ?? text;
  } catch {
    return text;
  }
}
