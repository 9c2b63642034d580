/** The part of the Trusted Types API that this file uses. TypeScript's DOM library does not have these types. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string, type: string, sink: string) => string | null },
  ): void;
}

/**
 * Creates the page's only Trusted Types policy. The Content Security Policy demands a policy wherever a string can become
 * script. This policy allows two cases: a worker from a `blob:` URL of this page, and the service worker of the app. The
 * Calling SDK starts such a worker when the SDK loads, and passes the URL as a plain string. In all other places (`innerHTML`, the URL of a script, `eval`)
 * the browser throws when it gets a plain string, and reports the violation.
 * @param types `window.trustedTypes`; `undefined` in browsers without Trusted Types, which enforce nothing
 * @param origin the origin of this page
 */
export function allowOwnWorkers(types: TrustedTypes | undefined, origin: string): void {
  const ownBlobPrefix = `blob:${origin}/`;
  types?.createPolicy('default', {
    createScriptURL: (url, _type, sink) => {
      const isSdkWorker = sink === 'Worker constructor' && url.startsWith(ownBlobPrefix);
      const isServiceWorker = sink === 'ServiceWorkerContainer register' && url === '/sw.js';
      return isSdkWorker || isServiceWorker ? url : null;
    },
  });
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}
