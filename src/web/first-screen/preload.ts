import type { SdkFile } from '../base/sdkFile.ts';
import type { LoadFilesMessage } from '../offline/loadFilesMessage.ts';

function addLink(properties: Partial<HTMLLinkElement>): void {
  document.head.append(Object.assign(document.createElement('link'), properties));
}

/** Asks the browser to load a file for `fetch`. Without `crossOrigin` the browser would request the file twice. */
const preloadForFetch = (href: string): void =>
  addLink({ rel: 'preload', as: 'fetch', href, crossOrigin: 'anonymous' });

export const preloadConfig = (): void => preloadForFetch('/config.json');

/** Loads the words of the user's language, if they are in a file (`i18n/headScript.ts`). */
export function preloadWords(): void {
  const address = document.documentElement.dataset['words'];
  if (address !== undefined) preloadForFetch(address);
}

export const preloadSdk = ({ address, integrity }: SdkFile): void =>
  addLink({ rel: 'preload', as: 'script', href: address, integrity });

/** Loads modules. The browser loads each address once. */
export function preload(addresses: readonly string[]): void {
  for (const href of addresses) addLink({ rel: 'modulepreload', href });
}

/**
 * Lets the service worker load code while the user is at Entra. The worker begins when Entra's page replaces this one, so that the
 * user does not leave later. Without a worker, which a first visit may lack, the code loads when Entra has brought the user back.
 */
export async function loadInWorkerAfterLeaving(addresses: readonly string[]): Promise<void> {
  try {
    // A secure context without service workers exists, for example in Firefox's private windows.
    const registration = await navigator.serviceWorker?.getRegistration();
    const message: LoadFilesMessage = { kind: 'loadFiles', addresses };
    addEventListener('pagehide', () => registration?.active?.postMessage(message), { once: true });
  } catch {
    // The browser blocks storage, and with it the worker.
  }
}
