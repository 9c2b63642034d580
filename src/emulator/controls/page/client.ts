const header = 'x-emulator-secret';
const key = 'emulator-secret';

/**
 * The secret, from the address that was printed or from what was typed. It is kept for this tab and this origin, and
 * taken out of the address at once: what follows `#` is sent to nobody, but it would stay in the history.
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

/** Asks one of the controls. @throws Refused with the control's own words; TypeError when nobody answers. */
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

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
