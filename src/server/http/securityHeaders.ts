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

/** Hosts that are the machine of whoever asks. */
const thisMachine = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])\.?(?::|$)/i;

/**
 * The headers of an answer, the same for a page, a file, an exchange and an error: JSON that nobody keeps, unless whoever
 * answers says otherwise. The scheme cannot be known behind a proxy that ends TLS, but browsers heed HSTS over https
 * only. It is left out on the person's own machine, where it would force https on every other local server.
 *
 * Two literals, because every exchange makes one of them: copying a common object and adding to it costs a tenth of
 * verifying a token.
 *
 * @param host the `Host` header; undefined when the request could not be read
 */
export function responseHeaders(requestId: string, host: string | undefined): Record<string, string> {
  return host !== undefined && thisMachine.test(host)
    ? {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        // For an answer that is opened by itself, such as a picture or an error. A page has a policy of its own.
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-opener-policy': 'same-origin-allow-popups',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': permissionsPolicy,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-request-id': requestId,
      }
    : {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-opener-policy': 'same-origin-allow-popups',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': permissionsPolicy,
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-request-id': requestId,
      };
}
