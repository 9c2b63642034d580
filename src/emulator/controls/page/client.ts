const secretHeader = 'x-emulator-secret';
const storageKey = 'emulator-secret';

/**
 * Reads the secret. From the page's address it moves to the tab's storage, so that the browser's history does not keep it.
 */
export function readSecret(): string | null {
  const secretInAddress = new URLSearchParams(location.hash.slice(1)).get('secret');
  if (secretInAddress !== null) {
    sessionStorage.setItem(storageKey, secretInAddress);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(storageKey);
}

export const storeSecret = (secret: string): void => sessionStorage.setItem(storageKey, secret);
export const forgetSecret = (): void => sessionStorage.removeItem(storageKey);

/** @throws ControlRefusedError with the reason that the emulator gives; TypeError if the emulator does not answer. */
export async function requestControl<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`/emulator/${path}`, {
    method,
    headers: { [secretHeader]: readSecret() ?? '', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  throw new ControlRefusedError(response.status, (answer as { error?: string }).error ?? response.statusText);
}

export class ControlRefusedError extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
