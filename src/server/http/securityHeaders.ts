/**
 * Allows the page the browser features that a phone needs, and forbids others. Every page may select a speaker, and Chromium
 * logs an error for the name `speaker-selection`, so it is missing here.
 */
const permissionsPolicy = [
  'camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self)',
  // With `hid`, the page uses the buttons and lights of headsets. The browser still asks the user for each device.
  'picture-in-picture=(self), screen-wake-lock=(self), clipboard-write=(self), hid=(self)',
  'geolocation=(), usb=(), serial=(), payment=(), midi=(), accelerometer=(), gyroscope=()',
].join(', ');

/** Matches a `Host` header that names the user's own machine: `localhost` and its subdomains, 127.x.x.x and `[::1]`. */
const loopbackHost = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])\.?(?::|$)/i;

/**
 * Creates the headers that every response has. For pages and files, the handlers replace the content type and the ban on caching.
 *
 * `Strict-Transport-Security` (HSTS) tells browsers to use only https. Every real host gets it, even over http: behind a
 * proxy that ends TLS the service does not know its own scheme, and browsers ignore the header over http. The user's own
 * machine does not get it, because it would force https on every other local server.
 *
 * The object is a literal: copying a shared one for every exchange would cost a tenth of the time that verifying a token takes.
 *
 * @param host the `Host` header; undefined when the request could not be read
 */
export function createResponseHeaders(requestId: string, host: string | undefined): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    // This policy is for what a browser opens directly, such as a picture or an error. A page has its own.
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': permissionsPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-request-id': requestId,
  };
  if (host === undefined || !loopbackHost.test(host))
    headers['strict-transport-security'] = 'max-age=31536000; includeSubDomains';
  return headers;
}
