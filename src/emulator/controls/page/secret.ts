const storageKey = 'emulator-secret';

/** Reads the secret from the tab's storage. First moves it there from the address, so that the history does not keep it. */
export function loadSecret(): string | null {
  const secretInAddress = new URLSearchParams(location.hash.slice(1)).get('secret');
  if (secretInAddress !== null) {
    storeSecret(secretInAddress);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(storageKey);
}

export const storeSecret = (secret: string): void => sessionStorage.setItem(storageKey, secret);
export const forgetSecret = (): void => sessionStorage.removeItem(storageKey);
