export interface PolicySources {
  /** Entra's origin, for token requests and MSAL's hidden frame. */
  readonly authority: string;
  /** Hosts of the Calling SDK, such as `*.skype.com`, reached over https and wss. */
  readonly callingHosts: readonly string[];
  /** Origins that the app's own configuration names. The app may send requests to them but not frame them. */
  readonly configuredOrigins: readonly string[];
  /**
   * The origin of the emulated Entra on this machine as the browser addresses it; null in production, where it
   * is `authority`.
   */
  readonly localAuthority: string | null;
}

/**
 * Builds the Content Security Policy of one page. It has no `unsafe-inline` and no `unsafe-eval`. It does not
 * need `strict-dynamic`, because every script is a file of this origin, and `strict-dynamic` would let our
 * scripts load others from anywhere.
 *
 * @param nonce fresh for each response
 * @param framedBy who may show the page in a frame
 */
export function contentSecurityPolicy(
  nonce: string,
  sources: PolicySources,
  framedBy: "'none'" | "'self'",
): string {
  const calling = sources.callingHosts.flatMap((host) => [`https://${host}`, `wss://${host}`]);
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
      ...calling,
      ...sources.configuredOrigins,
    ],
    'frame-src': [
      "'self'",
      sources.authority,
      ...(sources.localAuthority === null ? [] : [sources.localAuthority]),
    ],
    'frame-ancestors': [framedBy],
    'form-action': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    // Text becomes script only through the app's own default policy, which cannot be created twice.
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${[...new Set(values)].join(' ')}`)
    .join('; ');
}
