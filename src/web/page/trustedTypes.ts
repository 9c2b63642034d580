/** The part of the Trusted Types API that this file uses. TypeScript's DOM library does not have these types. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string, type: string, sink: string) => string | null },
  ): void;
}

/**
 * Creates the page's only Trusted Types policy, which decides wherever a string can become script. It allows the file of the
 * Calling SDK, the worker that the SDK starts from a `blob:` URL of this page, and the app's service worker. In all other places,
 * such as `innerHTML` and `eval`, the browser throws when it gets a plain string.
 * @param types `undefined` in browsers without Trusted Types, which enforce nothing
 * @param sdkAddress `undefined` in development, where the SDK is a module
 */
export function allowOwnScripts(
  types: TrustedTypes | undefined,
  origin: string,
  sdkAddress: string | undefined,
): void {
  const ownBlobPrefix = `blob:${origin}/`;
  types?.createPolicy('default', {
    createScriptURL: (url, _type, sink) => {
      const isAllowed =
        (sink === 'HTMLScriptElement src' && url === sdkAddress) ||
        (sink === 'Worker constructor' && url.startsWith(ownBlobPrefix)) ||
        (sink === 'ServiceWorkerContainer register' && url === '/sw.js');
      return isAllowed ? url : null;
    },
  });
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}
