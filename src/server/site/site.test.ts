import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRequestHead, readStatuses } from '../fixtures/rawHttp.ts';
import { startTestService } from '../fixtures/service.ts';
import { setUpService } from '../fixtures/setUpService.ts';

const running = setUpService({}, { withApp: true });
const getFile = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(running.service.url + path, { headers });
/** Sends a request with headers that `fetch` does not let a program set, such as `Host`. @returns the answer in lower case */
const send = async (line: string, ...headers: string[]): Promise<string> =>
  (await running.sendRaw(createRequestHead(`${line} HTTP/1.1`, ...headers))).toLowerCase();
/** @returns the directive of the response's Content Security Policy with this name */
const readDirective = ({ headers }: Response, name: string): string | undefined =>
  headers
    .get('content-security-policy')
    ?.split('; ')
    .find((directive) => directive.startsWith(`${name} `));

test('the service puts a new nonce into each page, and the same nonce into the policy of that page', async () => {
  const nonces = new Set<string>();
  for (const encoding of ['identity', 'identity', 'gzip, br']) {
    const response = await getFile('/', { 'accept-encoding': encoding });
    const html = await response.text();
    const [, nonce = ''] = /<script nonce="([\w-]{24})"/.exec(html) ?? [];
    expect(html).not.toContain('__CSP_NONCE__');
    expect(readDirective(response, 'script-src')).toBe(`script-src 'self' 'nonce-${nonce}'`);
    expect(response.headers.get('content-encoding')).toBe(encoding.includes('br') ? 'br' : null);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(response.headers.get('link')).toMatch('</config.json>; rel=preload');
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test('the policy has the settings’ Entra and calling hosts, and what config.json names', async () => {
  const response = await getFile('/');
  const entra = running.entra.keyServer.url;
  expect(readDirective(response, 'frame-src')).toBe(`frame-src 'self' ${entra} http://127.0.0.1:7000`);
  const reachable = readDirective(response, 'connect-src')?.split(' ') ?? [];
  const configured = ['https://api.example.com', 'http://localhost:7000', 'ws://localhost:7000'];
  // The domains that Microsoft documents for calls.
  const domains = ['*.skype.com', '*.microsoft.com', '*.azure.net', '*.azure.com', '*.office.com'];
  const callingOrigins = domains.flatMap((host) => [`https://${host}`, `wss://${host}`]);
  expect(reachable).toEqual(expect.arrayContaining([entra, ...configured, ...callingOrigins]));
  for (const source of ['wss://api.example.com', 'http://elsewhere.example'])
    expect(reachable).not.toContain(source);
});

test('the service lets the app show MSAL’s bridge page in a frame, and lets that page keep its opener', async () => {
  const response = await getFile('/redirect.html');
  expect(response.headers.get('link')).toBeNull();
  expect(readDirective(response, 'frame-ancestors')).toBe("frame-ancestors 'self'");
  expect(response.headers.get('x-frame-options')).toBeNull();
  expect(response.headers.get('cross-origin-opener-policy')).toBeNull();
});

test('the service sends HSTS on real hosts only, because it would break other servers on this machine', async () => {
  expect((await getFile('/')).headers.get('strict-transport-security')).toBeNull();
});

/** Each row: a kind of response, its status, and a request for it. Only a page has a policy of its own, and only a file may be cached. */
test.each<[string, number, () => Promise<string>]>([
  ['a page', 200, () => send('GET /', 'Host: phone.example.com')],
  ['a file', 200, () => send('GET /config.json', 'Host: phone.example.com')],
  ['a missing file', 404, () => send('GET /gone.js', 'Host: phone.example.com')],
  ['the health of the service', 200, () => send('GET /health/live', 'Host: phone.example.com')],
  ['a refusal of an origin', 403, () => send('GET /health/live', 'Host: a', 'Origin: https://evil.example')],
  ['a refusal of an expectation', 417, () => send('GET /', 'Host: phone.example.com', 'Expect: 200-ok')],
  ['a refusal of CONNECT', 405, () => send('CONNECT a:443', 'Host: a:443')],
  ['a refusal of a missing host', 400, () => send('GET /')],
  ['a refusal of a long header', 431, () => send('GET /', 'Host: a', `X-Long: ${'x'.repeat(20_000)}`)],
  ['a refusal of broken syntax', 400, async () => (await running.sendRaw('hello\r\n\r\n')).toLowerCase()],
])(
  'S7: the service sends the security headers, and the request id that a user quotes, with %s',
  async (_name, status, ask) => {
    const answer = await ask();
    expect(readStatuses(answer.toUpperCase())).toEqual([status]);
    expect(answer).toMatch(/\r\ncontent-security-policy: default-src 'none';.* frame-ancestors 'none'/);
    expect(answer).toMatch(
      /\r\npermissions-policy: camera=\(self\), microphone=\(self\).*hid=\(self\).*geolocation=\(\)/,
    );
    for (const line of [
      'cross-origin-opener-policy: same-origin-allow-popups',
      'cross-origin-resource-policy: same-origin',
      'referrer-policy: no-referrer',
      'strict-transport-security: max-age=31536000; includesubdomains',
      'x-content-type-options: nosniff',
      'x-frame-options: deny',
      ...(status >= 400 ? ['cache-control: no-store'] : []),
    ])
      expect(answer).toContain(`\r\n${line}\r\n`);
    const [, requestId] = /\r\nx-request-id: ([\w-]{36})\r\n/.exec(answer) ?? [];
    expect(requestId).toBeDefined();
    if (status >= 400) expect(answer).toContain(`"requestid":"${requestId}"`);
  },
);

test.each([
  ['/', 'text/html; charset=UTF-8', 'no-cache, no-store'],
  ['/config.json', 'application/json', 'no-cache'],
  ['/sw.js', 'text/javascript', 'no-cache'],
  ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
  ['/assets/style-5e6f.css', 'text/css', 'public, max-age=31536000, immutable'],
])('the service serves %s as %s, with the header Cache-Control: %s', async (path, type, cacheControl) => {
  const { headers } = await getFile(path);
  expect(headers.get('content-type')).toContain(type);
  expect(headers.get('cache-control')).toBe(cacheControl);
});

test('the service serves an asset compressed to a browser that accepts Brotli', async () => {
  const compressed = await getFile('/assets/main-1a2b.js', { 'accept-encoding': 'gzip, deflate, br' });
  const { headers } = compressed;
  expect([headers.get('content-encoding'), headers.get('vary')]).toEqual(['br', 'Accept-Encoding']);
  expect(await compressed.text()).toBe('compressed');
  const plain = await getFile('/assets/main-1a2b.js', { 'accept-encoding': 'identity' });
  expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, 'plain']);
});

test.each(['identity', 'br;q=0', 'brotli'])(
  'the service sends a plain page if the browser accepts %s',
  async (accepted) => {
    const response = await getFile('/', { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toMatch(/^<!doctype html>/i);
  },
);

test('the service lets the service worker fetch pages', async () => {
  expect((await getFile('/sw.js')).headers.get('content-security-policy')).toBe(
    "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
  );
});

test('the service answers a deep link with the app', async () => {
  const headers = ['Host: a', 'Accept: text/html', 'Sec-Fetch-Mode: navigate'];
  const answer = await send('GET /call/8:orgid:x', ...headers);
  expect(answer).toMatch(/^http\/1\.1 200 [^]*\r\ncontent-type: text\/html; charset=utf-8\r\n/);
});

test.each([
  ['GET /assets/gone-0000.js', 'Accept: text/html'],
  ['GET /gone', 'Accept: */*'],
  ['GET /gone', 'Accept: text/html', 'Sec-Fetch-Mode: cors'],
  ['GET /api/gone', 'Accept: text/html', 'Sec-Fetch-Mode: navigate'],
  ['GET /.secret', 'Accept: */*'],
  ['GET /assets/main-1a2b.js.br', 'Accept: */*'],
  ['GET /assets', 'Accept: */*'],
  ['GET /assets/..%2f.secret', 'Accept: */*'],
])('the service serves only the built files, and answers 404 to %s with %s', async (line, ...headers) => {
  expect(readStatuses((await send(line, 'Host: a', ...headers)).toUpperCase())).toEqual([404]);
});

test('the service answers 405 to a POST to a page, and HEAD like GET without the body', async () => {
  const post = await fetch(running.service.url, { method: 'POST' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  const head = await fetch(running.service.url, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-security-policy')).toContain('nonce-');
});

test('the service refuses to start with a folder that is not a built app', async () => {
  const start = startTestService({ WEB_ROOT: join(running.root, 'assets') });
  await expect(start).rejects.toThrow(/^WEB_ROOT: found /);
});
