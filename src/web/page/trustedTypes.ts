/** The part of Trusted Types that TypeScript's DOM library does not know. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string, type: string, sink: string) => string | null },
  ): void;
}

/**
 * The page's only Trusted Types policy. The content security policy demands one for whatever can turn a text into
 * script; this lets through a single thing, and only where it is used: a worker from a `blob:` that this very page
 * made. The Calling SDK starts one while it is loaded, from a plain text.
 *
 * Whatever else a text is given to (`innerHTML`, a script's address, `eval`) throws and is reported.
 * @param types `window.trustedTypes`; browsers without it enforce nothing.
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
