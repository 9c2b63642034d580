/** The part of the Trusted Types API that this file uses. TypeScript's DOM library has no types for it. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string, type: string, sink: string) => string | null },
  ): void;
}

/**
 * Creates the page's only Trusted Types policy. The Content Security Policy demands one wherever a string can become script.
 * This policy allows a single case: a worker from a `blob:` URL of this page. The Calling SDK starts such a worker while it is
 * loaded, and passes its URL as a plain string. In all other places (`innerHTML`, the URL of a script, `eval`) a plain string
 * throws, and the browser reports it.
 * @param types `window.trustedTypes`; `undefined` in browsers without Trusted Types, which enforce nothing
 * @param origin the origin of this page
 */
export function allowOwnWorkers(types: TrustedTypes | undefined, origin: string): void {
  const own = `blob:${origin}/`;
  types?.createPolicy('default', {
    createScriptURL: (url, _type, sink) =>
      sink === 'Worker constructor' && url.startsWith(own) ? url : null,
  });
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}
