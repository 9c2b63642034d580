import { rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeBuiltApp } from '../fixtures/builtApp.ts';
import { startTestService, type TestService } from '../fixtures/service.ts';
import { violationReportsPath } from './policy.ts';

let root: string;
let testService: TestService;
beforeAll(async () => {
  root = await writeBuiltApp();
  testService = await startTestService({ WEB_ROOT: root });
});
afterAll(async () => {
  await testService.close();
  await rm(root, { recursive: true });
});

const getFile = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(testService.service.url + path, { headers });
/** Sends a GET with headers that `fetch` does not let a program set, such as `Host`. */
const getWithHeaders = (path: string, headers: Record<string, string>): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(testService.service.url + path, { headers }, (response) => resolve(response.resume()))
      .on('error', reject)
      .end();
  });
/** @returns the sources in the response's Content Security Policy, by directive. */
const readPolicy = (response: Response): Map<string, string[]> =>
  new Map(
    (response.headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

test('the service puts a new nonce into each page, and the same nonce into the policy of that page', async () => {
  const nonces = new Set<string>();
  for (let index = 0; index < 3; index += 1) {
    const response = await getFile('/');
    const html = await response.text();
    const [, nonce = ''] = /<script nonce="([\w-]{24})"/.exec(html) ?? [];
    expect(html).not.toContain('__CSP_NONCE__');
    expect(readPolicy(response).get('script-src')).toEqual(["'self'", `'nonce-${nonce}'`]);
    expect(readPolicy(response).get('style-src')).toEqual(["'self'", `'nonce-${nonce}'`]);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(3);
});

test('the policy names no ACS resource, however many there are, because only the service sends requests to them', async () => {
  const names = ['east', 'west'].map((name) => `${name}.communication.azure.com`);
  const otherService = await startTestService({
    WEB_ROOT: root,
    ACS_CONNECTION_STRING: '',
    ACS_ENDPOINTS: names.map((name) => `https://${name}`).join(','),
  });
  try {
    const [ownPolicy, otherPolicy] = await Promise.all(
      [testService, otherService].map(async ({ service }) => readPolicy(await fetch(`${service.url}/`))),
    );
    expect(ownPolicy?.get('connect-src')).toContain('wss://*.skype.com');
    // The two services have different stubs of Entra, and their origins contain these ports.
    const removePorts = (sources: readonly string[] = []) =>
      sources.map((source) => source.replace(/127\.0\.0\.1:\d+/, 'entra'));
    expect(removePorts(otherPolicy?.get('connect-src'))).toEqual(removePorts(ownPolicy?.get('connect-src')));
  } finally {
    await otherService.close();
  }
});

test('the service allows no inline or evaluated script, foreign frame, base or plugin', async () => {
  const response = await getFile('/');
  // The pattern finds `unsafe-…`, a `*` without a domain, and `data:` in front of `'self'`.
  expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|\*(?:[\s;]|$)|data: 'self'/);
  expect(Object.fromEntries(readPolicy(response))).toMatchObject({
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
  });
});

test('the service lets the app reach Entra, Graph, the hosts of the Calling SDK and those of its configuration', async () => {
  const reachable = readPolicy(await getFile('/')).get('connect-src') ?? [];
  const expectedSources = [
    'https://graph.microsoft.com',
    'https://*.skype.com',
    'wss://*.skype.com',
    'https://api.example.com',
  ];
  expect(reachable).toEqual(
    expect.arrayContaining([
      ...expectedSources,
      testService.entra.keyServer.url,
      'http://localhost:7000',
      'ws://localhost:7000',
    ]),
  );
  for (const source of ['wss://api.example.com', 'http://elsewhere.example'])
    expect(reachable).not.toContain(source);
});

test('besides the policy, the service sends further security headers with a page', async () => {
  expect(Object.fromEntries((await getFile('/')).headers)).toMatchObject({
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

test('the service lets the app show MSAL’s bridge page in a frame, and lets that page keep its opener', async () => {
  const response = await getFile('/redirect.html');
  expect(readPolicy(response).get('frame-ancestors')).toEqual(["'self'"]);
  expect(response.headers.get('x-frame-options')).toBeNull();
  expect(response.headers.get('cross-origin-opener-policy')).toBeNull();
  expect(readPolicy(await getFile('/')).get('frame-src')).toContain("'self'");
});

test('the service sends HSTS on real hosts only, because it would break other servers on this machine', async () => {
  expect((await getFile('/')).headers.get('strict-transport-security')).toBeNull();
  const { headers } = await getWithHeaders('/', { host: 'phone.example.com' });
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
});

test('S8: the service lets the app show itself and Entra in frames, but no other address of its configuration', async () => {
  expect(readPolicy(await getFile('/')).get('frame-src')).toEqual([
    "'self'",
    testService.entra.keyServer.url,
    // This is the emulated Entra on this machine.
    'http://127.0.0.1:7000',
  ]);
});

test('by default the app may reach every domain that Microsoft documents for calls', async () => {
  const reachable = readPolicy(await getFile('/')).get('connect-src') ?? [];
  const documented = ['*.skype.com', '*.microsoft.com', '*.azure.net', '*.azure.com', '*.office.com'];
  expect(reachable).toEqual(
    expect.arrayContaining(documented.flatMap((host) => [`https://${host}`, `wss://${host}`])),
  );
});

test('S8: CALLING_HOSTS narrows the policy to hosts that no customer of Azure can rent', async () => {
  const otherService = await startTestService({
    WEB_ROOT: root,
    CALLING_HOSTS: '*.skype.com, calls.example.com',
  });
  const response = await fetch(otherService.service.url);
  const otherReachable = readPolicy(response).get('connect-src') ?? [];
  expect(otherReachable).toEqual(
    expect.arrayContaining(['https://*.skype.com', 'wss://*.skype.com', 'wss://calls.example.com']),
  );
  expect(otherReachable.filter((source) => /azure\.(?:com|net)|\*\.microsoft/.test(source))).toEqual([]);
  await otherService.close();
});

test('the policy of a page says where browsers report violations, old and new ones', async () => {
  for (const path of ['/', '/redirect.html']) {
    const response = await getFile(path);
    const policy = readPolicy(response);
    expect([policy.get('report-uri'), policy.get('report-to')]).toEqual([[violationReportsPath], ['policy']]);
    expect(response.headers.get('reporting-endpoints')).toBe(`policy="${violationReportsPath}"`);
    expect(response.headers.get('content-security-policy-report-only')).toBeNull();
  }
});

test('with TRUSTED_TYPES=report the browser only reports violations of Trusted Types', async () => {
  const otherService = await startTestService({ WEB_ROOT: root, TRUSTED_TYPES: 'report' });
  const response = await fetch(otherService.service.url);
  const names = [...readPolicy(response).keys()];
  expect(names.filter((name) => name.includes('trusted'))).toEqual([]);
  expect(names).toContain('script-src');
  expect(response.headers.get('content-security-policy-report-only')).toBe(
    `require-trusted-types-for 'script'; trusted-types default; report-uri ${violationReportsPath}; report-to policy`,
  );
  await otherService.close();
});

/**
 * Each row: a kind of response, path and headers of a request for that response, and the status. Only a page has a
 * policy of its own, and only a file may be cached.
 */
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
])(
  'S7: the service sends the common security headers with %s',
  async (_name, path, requestHeaders, status) => {
    const { statusCode, headers } = await getWithHeaders(path, {
      host: 'phone.example.com',
      ...requestHeaders,
    });
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
  },
);

test('the service serves hashed assets compressed and cacheable for ever', async () => {
  const compressedResponse = await getFile('/assets/main-1a2b.js', {
    'accept-encoding': 'gzip, deflate, br',
  });
  expect(Object.fromEntries(compressedResponse.headers)).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringContaining('text/javascript'),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  expect(await compressedResponse.text()).toBe('compressed');
  const plainResponse = await getFile('/assets/main-1a2b.js', { 'accept-encoding': 'identity' });
  expect([plainResponse.headers.get('content-encoding'), await plainResponse.text()]).toEqual([
    null,
    'plain',
  ]);
});

test('the service compresses pages, each with a nonce of its own, for browsers that accept Brotli', async () => {
  const response = await getFile('/', { 'accept-encoding': 'gzip, br' });
  expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([
    'br',
    'Accept-Encoding',
  ]);
  const [, nonce = ''] = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
  expect(await response.text()).toContain(`nonce="${nonce}"`);
});

test.each(['identity', 'gzip', 'br;q=0', 'brotli'])(
  'the service sends a page uncompressed to a browser that accepts: %s',
  async (accepted) => {
    const response = await getFile('/', { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toMatch(/^<!doctype html>/i);
  },
);

test('the service makes browsers revalidate files without a hash in their name', async () => {
  expect((await getFile('/config.json')).headers.get('cache-control')).toBe('no-cache');
});

test('the service lets the service worker fetch pages, and makes browsers look for a newer worker and manifest', async () => {
  const { headers } = await getFile('/sw.js');
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
  );
  expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([
    expect.stringContaining('text/javascript'),
    'no-cache',
  ]);
  const manifestResponse = await getFile('/manifest.webmanifest');
  expect(manifestResponse.headers.get('content-type')).toContain('application/manifest+json');
  expect(manifestResponse.headers.get('cache-control')).toBe('no-cache');
});

test('the service answers a deep link with the app, and a request for a missing file with 404', async () => {
  const deepLinkResponse = await getWithHeaders('/call/8:orgid:x', {
    accept: 'text/html',
    'sec-fetch-mode': 'navigate',
  });
  expect([deepLinkResponse.statusCode, deepLinkResponse.headers['content-type']]).toEqual([
    200,
    'text/html; charset=UTF-8',
  ]);
  const missingFiles: [string, Record<string, string>][] = [
    ['/assets/gone-0000.js', { accept: '*/*' }],
    ['/assets/gone-0000.js', { accept: 'text/html' }],
    ['/gone', { accept: '*/*' }],
    ['/gone', { accept: 'text/html', 'sec-fetch-mode': 'cors' }],
    ['/api/gone', { accept: 'text/html', 'sec-fetch-mode': 'navigate' }],
  ];
  for (const [path, headers] of missingFiles)
    expect((await getWithHeaders(path, headers)).statusCode).toBe(404);
});

test.each([
  '/.secret',
  '/assets/main-1a2b.js.br',
  '/assets/',
  '/assets',
  '/index.html/',
  '/assets/..%2f.secret',
])('the service serves only the built files, and answers 404 to %s', async (path) => {
  expect((await getFile(path, { accept: '*/*' })).status).toBe(404);
});

test('the service answers 405 to a POST to a page', async () => {
  const response = await fetch(testService.service.url, { method: 'POST' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('the service answers HEAD like GET, without the body', async () => {
  const response = await fetch(testService.service.url, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(response.headers.get('content-security-policy')).toContain('nonce-');
});

test('the service refuses to start with a folder that is not a built app', async () => {
  await expect(startTestService({ WEB_ROOT: join(root, 'assets') })).rejects.toThrow(/^WEB_ROOT: found /);
});
