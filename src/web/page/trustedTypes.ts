/** The part of the Trusted Types API that this file uses. TypeScript's DOM library does not have these types. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string, type: string, sink: string) => string | null },
  ): void;
}

/**
 * Creates the page's only Trusted Types policy. The Content Security Policy demands a policy wherever a string can become
 * script. This policy allows three cases: the file of the Calling SDK, the worker from a `blob:` URL of this page that the SDK
 * starts, and the service worker of the app. In all other places (`innerHTML`, the URL of another script, `eval`) the browser
 * throws when it gets a plain string, and reports the violation.
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
