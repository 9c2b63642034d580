import { runPopupRelay } from '@azure/msal-browser/popup-relay';

/** Milliseconds for which the answer from a closed window may still be on its way. */
const answerMs = 2_000;

/**
 * Makes Entra's window look open until its answer must have arrived. MSAL looks twice a second whether the window is closed, and takes
 * that for a cancelled sign-in. But the window closes itself as soon as it has sent the answer, and on a busy computer the answer
 * arrives later than the news that the window is closed.
 */
function delayClosed(child: Window): Window {
  let closedAt: number | null = null;
  return new Proxy(child, {
    get(target, key) {
      if (key === 'closed') {
        if (!target.closed) return false;
        closedAt ??= performance.now();
        return performance.now() - closedAt > answerMs;
      }
      const value: unknown = Reflect.get(target, key);
      // The methods of a window work only on the window itself.
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/**
 * Opens Entra's window for the framed app that has opened this page, and passes the answer on. Must run just after a press.
 * @param allowedAuthorityOrigins where Entra's pages are; `undefined` for anywhere
 */
export function relaySignIn(allowedAuthorityOrigins: string[] | undefined): void {
  const open = window.open.bind(window);
  window.open = (...options) => {
    const child = open(...options);
    return child && delayClosed(child);
  };
  try {
    runPopupRelay({ protocolVersion: 2, ...(allowedAuthorityOrigins && { allowedAuthorityOrigins }) });
  } finally {
    window.open = open;
  }
}
