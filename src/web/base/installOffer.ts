import { takeInstallOffer } from './earlyInstallOffer.ts';
import { createStore, type Readable } from './store.ts';

/** The event that Chromium raises when the user can install the app. TypeScript does not know it. */
interface InstallPromptEvent extends Event {
  /** Asks the user whether to install the app. It works once. */
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

const offer = createStore<InstallPromptEvent | null>(null);

/** Whether the browser offers to install the app. Always `false` in Firefox and Safari, which have their own menus for it. */
export const canInstall: Readable<boolean> = {
  get: () => offer.get() !== null,
  subscribe: offer.subscribe,
};

/** Takes the offer that came before the app started, and waits for further ones. */
export function watchInstallOffer(): void {
  offer.set(takeInstallOffer() as InstallPromptEvent | null);
  addEventListener('beforeinstallprompt', (event) => {
    // Without this, browsers on phones would show an offer of their own.
    event.preventDefault();
    offer.set(event as InstallPromptEvent);
  });
  addEventListener('appinstalled', () => offer.set(null));
}

/** Asks the user whether to install the app. After a refusal the browser makes a new offer later. */
export async function installApp(): Promise<void> {
  const event = offer.get();
  offer.set(null);
  await event?.prompt();
}
