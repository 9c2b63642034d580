/** What a page may use of the browser: what a phone needs, nothing else. */
const permissionsPolicy = [
  ...['camera', 'microphone', 'display-capture', 'autoplay', 'fullscreen', 'picture-in-picture'].map(
    (name) => `${name}=(self)`,
  ),
  ...['screen-wake-lock', 'speaker-selection', 'clipboard-write'].map((name) => `${name}=(self)`),
  ...['geolocation', 'usb', 'serial', 'hid', 'payment', 'midi', 'accelerometer', 'gyroscope'].map(
    (name) => `${name}=()`,
  ),
].join(', ');

/** The headers of every answer. A page replaces the policy by its own, and a file says how long it may be kept. */
const everywhere: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  // For an answer that is opened by itself, such as a picture or an error.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': permissionsPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const overTls: Readonly<Record<string, string>> = {
  ...everywhere,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** Hosts that are the machine of whoever asks. */
const thisMachine = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])\.?(?::|$)/i;

/**
 * The security headers of an answer, the same for a page, a file, an exchange and an error. The scheme cannot be known
 * behind a proxy that ends TLS, but browsers heed HSTS over https only. It is left out on the person's own machine,
 * where it would force https on every other local server.
 *
 * @param host the `Host` header; undefined when the request could not be read
 */
export function securityHeaders(host: string | undefined): Readonly<Record<string, string>> {
  return host !== undefined && thisMachine.test(host) ? everywhere : overTls;
}
