/** What the Content Security Policy of the app's pages allows besides the service's own origin. */
export interface PolicySources {
  /** Entra's origin. The app sends token requests to it, and MSAL opens it in a hidden frame. */
  readonly authority: string;
  /** The hosts of the Calling SDK, such as `*.skype.com`. The app may reach them over https and wss. */
  readonly callingHosts: readonly string[];
  /**
   * The origins that the app's `config.json` names. The app may send requests to them, but not show them in a frame.
   */
  readonly configuredOrigins: readonly string[];
  /**
   * The origin of the emulated Entra on this machine, as the browser addresses it. In production it is null, because
   * `authority` is the only Entra.
   */
  readonly localAuthority: string | null;
}

/**
 * Creates the Content Security Policy of one page. The policy has no `unsafe-inline` and no `unsafe-eval`. It has no
 * `strict-dynamic` either: every script is a file of this origin or has the nonce, and `strict-dynamic` would let these
 * scripts load others from any host.
 *
 * @param nonce a new random text for each response
 * @param frameAncestors which pages may show this page in a frame
 */
export function createContentSecurityPolicy(
  nonce: string,
  sources: PolicySources,
  frameAncestors: "'none'" | "'self'",
): string {
  const callingOrigins = sources.callingHosts.flatMap((host) => [`https://${host}`, `wss://${host}`]);
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", `'nonce-${nonce}'`],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:', 'mediastream:'],
    'font-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'connect-src': [
      "'self'",
      sources.authority,
      'https://graph.microsoft.com',
      ...callingOrigins,
      ...sources.configuredOrigins,
    ],
    'frame-src': [
      "'self'",
      sources.authority,
      ...(sources.localAuthority === null ? [] : [sources.localAuthority]),
    ],
    'frame-ancestors': [frameAncestors],
    'form-action': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    // With Trusted Types, text becomes script only through the app's own policy `default`. A policy of one name can be
    // created only once.
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${[...new Set(values)].join(' ')}`)
    .join('; ');
}
