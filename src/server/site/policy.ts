export interface PolicySources {
  /** Entra's origin: token requests, and MSAL's hidden frame. */
  readonly authority: string;
  /** Hosts of the Calling SDK, such as `*.skype.com`, over https and wss. */
  readonly callingHosts: readonly string[];
  /** Origins named by the app's own configuration: the app may ask them, and none of them may be framed. */
  readonly configuredOrigins: readonly string[];
  /** Entra as the browser knows it where a stand-in runs on this machine; null wherever it is the authority. */
  readonly localAuthority: string | null;
}

/**
 * The Content Security Policy of one page. No `unsafe-inline`, no `unsafe-eval`; `strict-dynamic` is not needed,
 * because every script is a file of this origin, and would let a script of ours load others from anywhere.
 *
 * @param nonce fresh for each answer
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
    // No text becomes script but by the app's own default policy, and that one cannot be made twice.
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${[...new Set(values)].join(' ')}`)
    .join('; ');
}
