/** Browser features that a page may use: those that a phone needs. */
const permissionsPolicy = [
  ...['camera', 'microphone', 'display-capture', 'autoplay', 'fullscreen', 'picture-in-picture'].map(
    (name) => `${name}=(self)`,
  ),
  ...['screen-wake-lock', 'speaker-selection', 'clipboard-write'].map((name) => `${name}=(self)`),
  ...['geolocation', 'usb', 'serial', 'hid', 'payment', 'midi', 'accelerometer', 'gyroscope'].map(
    (name) => `${name}=()`,
  ),
].join(', ');

/** Matches a `Host` header that names the user's own machine. */
const thisMachine = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])\.?(?::|$)/i;

/**
 * The headers that every response has: pages, files, exchanges and errors. By default a response is JSON and
 * not cached.
 *
 * HSTS is always sent to real hosts, because the service cannot know its own scheme behind a proxy that ends
 * TLS, and browsers heed it over https only. On the user's own machine it is left out: it would force https on
 * every other local server.
 *
 * Two literals, because every exchange makes one of them: copying a shared object and adding to it costs a
 * tenth of the time of verifying a token.
 *
 * @param host the `Host` header; undefined when the request could not be read
 */
export function responseHeaders(requestId: string, host: string | undefined): Record<string, string> {
  return host !== undefined && thisMachine.test(host)
    ? {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        // For a response that is opened by itself, such as a picture or an error. A page has its own policy.
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
