/** Hosts the Calling SDK's documentation asks for; the wss ones carry its signalling. */
const callingHosts = [
  ...['skype.com', 'microsoft.com', 'azure.net', 'azure.com', 'office.com'].map(
    (host) => `https://*.${host}`,
  ),
  'wss://*.skype.com',
  'wss://*.microsoft.com',
];

export interface PolicySources {
  /** Entra's origin: token requests, and MSAL's hidden frame. */
  readonly authority: string;
  /** Origins named by the app's own configuration. */
  readonly configuredOrigins: readonly string[];
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
  const named = sources.configuredOrigins;
  const frames = [sources.authority, ...named.filter((origin) => origin.startsWith('http'))];
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", `'nonce-${nonce}'`],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:', 'mediastream:'],
    'font-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'connect-src': ["'self'", sources.authority, 'https://graph.microsoft.com', ...callingHosts, ...named],
    'frame-src': ["'self'", ...frames],
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

/** What the page may use of the browser: what a phone needs, nothing else. */
export const permissionsPolicy = [
  ...['camera', 'microphone', 'display-capture', 'autoplay', 'fullscreen', 'picture-in-picture'].map(
    (name) => `${name}=(self)`,
  ),
  ...['screen-wake-lock', 'speaker-selection', 'clipboard-write'].map((name) => `${name}=(self)`),
  ...['geolocation', 'usb', 'serial', 'hid', 'payment', 'midi', 'accelerometer', 'gyroscope'].map(
    (name) => `${name}=()`,
  ),
].join(', ');
