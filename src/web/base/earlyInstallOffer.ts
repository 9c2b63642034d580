declare global {
  interface Window {
    /** The browser's offer to install the app, if it came before the app started. */
    earlyInstallOffer?: Event | undefined;
  }
}

/**
 * Keeps the browser's only offer to install the app, which may come before the app has loaded. Called by the script in index.html.
 * @see https://developer.mozilla.org/docs/Web/API/Window/beforeinstallprompt_event
 */
export function keepInstallOffer(): void {
  addEventListener(
    'beforeinstallprompt',
    (event) => {
      // Without this, browsers on phones would show an offer of their own.
      event.preventDefault();
      window.earlyInstallOffer = event;
    },
    { once: true },
  );
}

/** @returns the offer that `keepInstallOffer` has kept, if any */
export function takeInstallOffer(): Event | null {
  const event = window.earlyInstallOffer ?? null;
  delete window.earlyInstallOffer;
  return event;
}
