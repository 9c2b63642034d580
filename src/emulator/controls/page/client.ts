const header = 'x-emulator-secret';
const key = 'emulator-secret';

/**
 * Reads the secret from the address, or from this tab's session storage. It is removed from the address at once, because
 * it would stay in the history.
 */
export function readSecret(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('secret');
  if (given !== null) {
    sessionStorage.setItem(key, given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(key);
}

export const keepSecret = (secret: string): void => sessionStorage.setItem(key, secret);
export const forgetSecret = (): void => sessionStorage.removeItem(key);

/** Sends a request to a control. @throws Refused with the control's reason; TypeError when there is no answer. */
export async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`/emulator/${path}`, {
    method,
    headers: { [header]: readSecret() ?? '', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  throw new Refused(response.status, (answer as { error?: string }).error ?? response.statusText);
}

/** A control's refusal. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
