import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../fixtures/service.ts';

let root: string;
let running: TestService;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'site-'));
  await mkdir(join(root, 'assets'));
  const page = (name: string): string =>
    `<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/assets/${name}.js"></script>`;
  const config = {
    entra: { authorityMetadata: { authorization_endpoint: 'http://127.0.0.1:7000/x/authorize' } },
    graph: 'http://localhost:7000/v1.0',
    plain: 'http://elsewhere.example/',
    backend: { url: 'https://api.example.com/api/token' },
  };
  await Promise.all([
    writeFile(join(root, 'index.html'), page('main-1a2b')),
    writeFile(join(root, 'redirect.html'), page('redirect-3c4d')),
    writeFile(join(root, 'config.json'), JSON.stringify(config)),
    writeFile(join(root, '.secret'), 'secret'),
    writeFile(join(root, 'assets/main-1a2b.js'), 'plain'),
    writeFile(join(root, 'assets/main-1a2b.js.br'), brotliCompressSync('compressed')),
    writeFile(join(root, 'assets/style-5e6f.css'), 'a{}'),
  ]);
  running = await startTestService({ WEB_ROOT: root });
});
afterAll(async () => {
  await running.close();
  await rm(root, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(running.service.url + path, { headers });
/** Like `get`, but sends headers that `fetch` sets by itself. */
const ask = (path: string, headers: Record<string, string>): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(running.service.url + path, { headers }, (response) => resolve(response.resume()))
      .on('error', reject)
      .end();
  });
const policyOf = (response: Response): Map<string, string[]> =>
  new Map(
    (response.headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

test('puts a fresh nonce into each page and the same one into its policy', async () => {
  const nonces = new Set<string>();
  for (let index = 0; index < 3; index += 1) {
    const response = await get('/');
    const html = await response.text();
    const [, nonce = ''] = /<script nonce="([\w-]{24})"/.exec(html) ?? [];
    expect(html).not.toContain('__CSP_NONCE__');
    expect(policyOf(response).get('script-src')).toEqual(["'self'", `'nonce-${nonce}'`]);
    expect(policyOf(response).get('style-src')).toEqual(["'self'", `'nonce-${nonce}'`]);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test('allows no inline or evaluated script, foreign frame, base or plugin', async () => {
  const response = await get('/');
  expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|\*(?:[\s;]|$)|data: 'self'/);
  expect(Object.fromEntries(policyOf(response))).toMatchObject({
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
  });
});

test('lets the app reach Entra, Graph, the hosts of the Calling SDK and those of its configuration', async () => {
  const reachable = policyOf(await get('/')).get('connect-src') ?? [];
  const named = [
    'https://graph.microsoft.com',
    'https://*.skype.com',
    'wss://*.skype.com',
    'https://api.example.com',
  ];
  expect(reachable).toEqual(
    expect.arrayContaining([
      ...named,
      running.entra.keys.url,
      'http://localhost:7000',
      'ws://localhost:7000',
    ]),
  );
  for (const source of ['wss://api.example.com', 'http://elsewhere.example'])
    expect(reachable).not.toContain(source);
});

test('sends the other headers of a page', async () => {
  expect(Object.fromEntries((await get('/')).headers)).toMatchObject({
    'content-type': 'text/html; charset=UTF-8',
    'cache-control': 'no-cache, no-store',
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=(self), microphone=(self), display-capture=(self)'),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
});

test('lets the app frame MSAL’s bridge page, which keeps its opener', async () => {
  const response = await get('/redirect.html');
  expect(policyOf(response).get('frame-ancestors')).toEqual(["'self'"]);
  expect(response.headers.get('x-frame-options')).toBeNull();
  expect(response.headers.get('cross-origin-opener-policy')).toBeNull();
  expect(policyOf(await get('/')).get('frame-src')).toContain("'self'");
});

test('sends HSTS on real hosts only, because it would break other servers on this machine', async () => {
  expect((await get('/')).headers.get('strict-transport-security')).toBeNull();
  const { headers } = await ask('/', { host: 'phone.example.com' });
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
});

test('S8: lets the app frame itself and Entra, and no other address of its configuration', async () => {
  expect(policyOf(await get('/')).get('frame-src')).toEqual([
    "'self'",
    running.entra.keys.url,
    // The emulated Entra on this machine.
    'http://127.0.0.1:7000',
  ]);
});

test('S8: lets the app reach no host of an Azure customer that the setting does not name', async () => {
  const reachable = policyOf(await get('/')).get('connect-src') ?? [];
  expect(reachable.filter((source) => /azure\.(?:com|net)/.test(source))).toEqual([]);
  const other = await startTestService({ WEB_ROOT: root, CALLING_HOSTS: '*.skype.com, calls.example.com' });
  const response = await fetch(other.service.url);
  const named = policyOf(response).get('connect-src') ?? [];
  expect(named).toEqual(
    expect.arrayContaining(['https://*.skype.com', 'wss://*.skype.com', 'wss://calls.example.com']),
  );
  expect(named).not.toContain('https://*.microsoft.com');
  await other.close();
});

/** Every kind of response. Only a page has another policy, and only a file may be cached. */
test.each<[string, string, Record<string, string>, number]>([
  ['a page', '/', {}, 200],
  ['a file', '/config.json', {}, 200],
  ['a hashed file', '/assets/main-1a2b.js', {}, 200],
  ['a missing file', '/gone.js', {}, 404],
  ['the health of the service', '/health/live', {}, 200],
  ['a refusal of a method', '/api/token', {}, 405],
  ['a refusal of an origin', '/health/live', { origin: 'https://evil.example' }, 403],
  ['a refusal of a path', '//x', {}, 404],
  ['a refusal of a host', '/', { host: 'a,b' }, 400],
  ['a refusal of an expectation', '/', { expect: '200-ok' }, 417],
])('S7: sends the common security headers with %s', async (_name, path, more, status) => {
  const { statusCode, headers } = await ask(path, { host: 'phone.example.com', ...more });
  expect(statusCode).toBe(status);
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none';.* frame-ancestors 'none'/),
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('geolocation=()'),
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  if (status >= 400) expect(headers['cache-control']).toBe('no-store');
});

test('serves hashed assets compressed and cacheable for ever', async () => {
  const compressed = await get('/assets/main-1a2b.js', { 'accept-encoding': 'gzip, deflate, br' });
  expect(Object.fromEntries(compressed.headers)).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringContaining('text/javascript'),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  expect(await compressed.text()).toBe('compressed');
  const plain = await get('/assets/main-1a2b.js', { 'accept-encoding': 'identity' });
  expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, 'plain']);
});

test('makes browsers revalidate files without a hash in their name', async () => {
  expect((await get('/config.json')).headers.get('cache-control')).toBe('no-cache');
});

test('answers a deep link with the app and a missing file with 404', async () => {
  const opened = await ask('/call/8:orgid:x', { accept: 'text/html', 'sec-fetch-mode': 'navigate' });
  expect([opened.statusCode, opened.headers['content-type']]).toEqual([200, 'text/html; charset=UTF-8']);
  const missing: [string, Record<string, string>][] = [
    ['/assets/gone-0000.js', { accept: '*/*' }],
    ['/assets/gone-0000.js', { accept: 'text/html' }],
    ['/gone', { accept: '*/*' }],
    ['/gone', { accept: 'text/html', 'sec-fetch-mode': 'cors' }],
    ['/api/gone', { accept: 'text/html', 'sec-fetch-mode': 'navigate' }],
  ];
  for (const [path, headers] of missing) expect((await ask(path, headers)).statusCode).toBe(404);
});

test.each([
  '/.secret',
  '/assets/main-1a2b.js.br',
  '/assets/',
  '/assets',
  '/index.html/',
  '/assets/..%2f.secret',
])('serves nothing but the built files: %s', async (path) => {
  expect((await get(path, { accept: '*/*' })).status).toBe(404);
});

test('answers 405 to other methods on a page', async () => {
  const response = await fetch(running.service.url, { method: 'POST' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('answers HEAD like GET, without the body', async () => {
  const response = await fetch(running.service.url, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(response.headers.get('content-security-policy')).toContain('nonce-');
});

test('refuses at start a folder that is not a built app', async () => {
  await expect(startTestService({ WEB_ROOT: join(root, 'assets') })).rejects.toThrow(/^WEB_ROOT: found /);
});
