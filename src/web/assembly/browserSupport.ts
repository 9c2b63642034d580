import { fail, type Problem } from '../errors/problem.ts';

/** What the check looks for in the browser. Tests pass other objects than `window`. */
type BrowserWindow = Partial<
  Pick<typeof window, 'RTCPeerConnection' | 'WebSocket' | 'BroadcastChannel' | 'isSecureContext' | 'crypto'>
> & { readonly navigator: Partial<Pick<Navigator, 'mediaDevices'>> };

/**
 * Finds out whether the browser has what calls and the sign-in need. The check does not read the browser's name, which says little
 * in an embedded browser or on iOS. `docs/browsers.md` lists the browsers.
 * @returns the problem to show; `null` if the browser has everything
 */
export function findBrowserProblem(browserWindow: BrowserWindow): Problem | null {
  // Without a secure context, every browser hides devices and cryptography, so another browser would not help.
  if (browserWindow.isSecureContext === false) return fail('page-not-secure').problem;
  const { RTCPeerConnection, WebSocket, BroadcastChannel, crypto, navigator } = browserWindow;
  // The tabs tell each other over a `BroadcastChannel` who signs out, and what they decide about calls.
  const required = {
    RTCPeerConnection,
    WebSocket,
    BroadcastChannel,
    'crypto.subtle': crypto?.subtle,
    'navigator.mediaDevices': navigator.mediaDevices,
  };
  const missing = Object.entries(required).filter(([, value]) => !value);
  if (missing.length === 0) return null;
  return fail('browser-unsupported', { detail: missing.map(([name]) => name).join(' ') }).problem;
}
