import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { startEmulator } from './emulator.ts';
import { withEmulator } from './testing/withEmulator.ts';

const harness = withEmulator();
afterEach(() => vi.unstubAllEnvs());

/** Uses Node's HTTP client, because fetch does not allow a Host header. */
function statusOf(options: {
  host?: string;
  path?: string;
  headers?: Record<string, string>;
}): Promise<number> {
  const { host = '127.0.0.1', path = '/favicon.ico', headers = {} } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host, port: harness.emulator.port, path, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

/** Sends raw bytes. @returns the first line of the answer. */
function rawStatus(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(harness.emulator.port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      resolve(String(data).split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
const loopback = ['127.0.0.1', '::1'].filter((host) => addresses.some(({ address }) => address === host));

test.each(loopback)('it answers on %s', async (host) => {
  expect(await statusOf({ host, headers: { host: `localhost:${harness.emulator.port}` } })).toBe(200);
});

test.skipIf(!outside)('it does not answer on an address that others can reach', async () => {
  const headers = { host: `localhost:${harness.emulator.port}` };
  await expect(statusOf({ host: outside ?? '', headers })).rejects.toThrow('ECONNREFUSED');
});

test.each(['evil.example', 'localhost', 'localhost.evil.example:80', '[::1]:80', '0.0.0.0:80'])(
  'the Host %s gets 421',
  async (host) => {
    expect(await statusOf({ headers: { host } })).toBe(421);
  },
);

test('a repeated Host or Authorization gets 400, and an upgrade with a foreign Host 421', async () => {
  const host = `Host: localhost:${harness.emulator.port}\r\n`;
  const proof = 'Authorization: Bearer x\r\n';
  for (const doubled of [host + host, host + proof + proof])
    expect(await rawStatus(`GET /favicon.ico HTTP/1.1\r\n${doubled}\r\n`)).toContain(' 400 ');
  const upgrade =
    'GET /signalling HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
  expect(await rawStatus(`${upgrade}\r\n`)).toContain(' 421 ');
});

test('the emulator survives upgrades whose sockets are reset, refused or not', async () => {
  const host = `localhost:${harness.emulator.port}`;
  const own = { host, path: '/signalling', origin: 'http://localhost:5173' };
  const kinds = [own, { ...own, host: 'evil.example' }, { ...own, path: '/x' }, { ...own, origin: 'null' }];
  const headers =
    'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  const reset = (bytes: string, after: number) =>
    new Promise<void>((resolve) => {
      const socket = connect(harness.emulator.port, '127.0.0.1', () => {
        socket.write(bytes);
        setTimeout(() => {
          socket.resetAndDestroy();
          resolve();
        }, after);
      });
      socket.on('error', () => {});
    });
  for (let index = 0; index < 80; index += 1) {
    const { host: name, path, origin } = kinds[index % kinds.length] ?? own;
    await reset(
      `GET ${path} HTTP/1.1\r\nHost: ${name}\r\nOrigin: ${origin}\r\n${headers}\r\n\r\n`,
      index % 5,
    );
  }
  expect(await statusOf({ headers: { host } })).toBe(200);
});

test('an aborted request is not reported as a fault of the emulator', async () => {
  const faults: Error[] = [];
  const other = await startEmulator({ port: 0, appPort: 5173, onFault: (error) => faults.push(error) });
  const socket = connect(other.port, '127.0.0.1');
  socket.on('error', () => {});
  const path = '/organizations/oauth2/v2.0/token';
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost:${other.port}\r\nContent-Length: 9\r\n\r\n`);
  setTimeout(() => socket.resetAndDestroy(), 50);
  await once(socket, 'close');
  await fetch(`${other.url}/favicon.ico`);
  await other.close();
  expect(faults).toEqual([]);
});

test.each([
  'null',
  'http://evil.example',
  'https://localhost:5173',
  'http://localhost.evil.example',
  'http://localhost:5173.evil.example',
])('the Origin %s gets 403, also on a preflight', async (origin) => {
  const url = `${harness.emulator.url}/organizations/discovery/v2.0/keys`;
  for (const method of ['GET', 'OPTIONS']) {
    const response = await fetch(url, { method, headers: { origin } });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
});

test.each(['http://localhost:5173', 'http://127.0.0.1:9999'])(
  'the Origin %s may call what programs call, and not the sign-in pages',
  async (origin) => {
    const { url } = harness.emulator;
    const allowed = async (path: string) =>
      (await fetch(`${url}${path}`, { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed('/organizations/discovery/v2.0/keys')).toBe(origin);
    expect(await allowed('/v1.0/me')).toBe(origin);
    expect(await allowed('/emulator/conditions')).toBe(origin);
    expect(await allowed('/organizations/oauth2/v2.0/authorize')).toBeNull();
    const preflight = await fetch(`${url}/v1.0/me`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
  },
);

test('a body over 64 KiB gets 413, and a body of unknown length 411', async () => {
  const chunked = 'POST /v1.0/chats HTTP/1.1\r\nTransfer-Encoding: chunked\r\n';
  expect(await rawStatus(`${chunked}Host: localhost:${harness.emulator.port}\r\n\r\n`)).toContain(' 411 ');
  const response = await fetch(`${harness.emulator.url}/organizations/oauth2/v2.0/token`, {
    method: 'POST',
    body: 'x'.repeat(64 * 1024 + 1),
  });
  expect(response.status).toBe(413);
});

test('pages load nothing from elsewhere, run no script and are framed only by accepted origins', async () => {
  const response = await fetch(`${harness.emulator.url}/organizations/oauth2/v2.0/authorize`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('frame-ancestors http://localhost:* http://127.0.0.1:*');
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('the access key, the secret and the signing keys are new at each start', async () => {
  const other = await startEmulator({ port: 0, appPort: 5173 });
  try {
    expect(other.secret).not.toBe(harness.emulator.secret);
    expect(other.connectionString.split('accesskey=')[1]).not.toBe(
      harness.emulator.connectionString.split('accesskey=')[1],
    );
    const keys = async (url: string) => (await fetch(`${url}/organizations/discovery/v2.0/keys`)).text();
    expect(await keys(other.url)).not.toBe(await keys(harness.emulator.url));
  } finally {
    await other.close();
  }
});

test('it does not start in production, on a taken port, or with a key that is not base64', async () => {
  await expect(startEmulator({ port: harness.emulator.port, appPort: 5173 })).rejects.toThrow('EADDRINUSE');
  await expect(startEmulator({ port: 0, appPort: 5173, accessKey: 'not base64!' })).rejects.toThrow('base64');
  vi.stubEnv('NODE_ENV', 'production');
  await expect(startEmulator({ port: 0, appPort: 5173 })).rejects.toThrow('NODE_ENV=production');
});

test('after close the emulator answers nothing, not even on open connections', async () => {
  const other = await startEmulator({ port: 0, appPort: 5173 });
  await fetch(`${other.url}/favicon.ico`);
  await other.close();
  await expect(fetch(`${other.url}/favicon.ico`)).rejects.toThrow('fetch failed');
});
