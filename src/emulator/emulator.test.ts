import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator } from './emulator.ts';
import { requestStatus as requestStatusAt } from './testing/rawRequest.ts';
import { setUpEmulator } from './testing/withEmulator.ts';

const harness = setUpEmulator();

const requestStatus = (options: Parameters<typeof requestStatusAt>[1]) =>
  requestStatusAt(harness.emulator.port, { path: '/favicon.ico', ...options });

/** Sends raw text to the emulator's port. @returns the first data of the answer, which contain its status. */
async function sendRawRequest(text: string): Promise<string> {
  const socket = connect(harness.emulator.port, '127.0.0.1', () => socket.write(text));
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return String(data).slice(0, 'HTTP/1.1 400 '.length);
}

const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
const externalAddress = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
const loopbackAddresses = ['127.0.0.1', '::1'].filter((host) =>
  addresses.some(({ address }) => address === host),
);

test('the emulator answers on loopback addresses, and on no address that other machines can reach', async () => {
  const headers = { host: `localhost:${harness.emulator.port}` };
  for (const host of loopbackAddresses) expect(await requestStatus({ host, headers })).toBe(200);
  if (externalAddress)
    await expect(requestStatus({ host: externalAddress, headers })).rejects.toThrow('ECONNREFUSED');
});

test('the emulator answers 421 to a foreign Host header, and 400 to a repeated Host or Authorization header', async () => {
  for (const host of ['evil.example', 'localhost', 'localhost.evil.example:80', '[::1]:80', '0.0.0.0:80'])
    expect(await requestStatus({ headers: { host } })).toBe(421);
  const host = `Host: localhost:${harness.emulator.port}\r\n`;
  const authorization = 'Authorization: Bearer x\r\n';
  for (const headers of [host + host, host + authorization + authorization])
    expect(await sendRawRequest(`GET /favicon.ico HTTP/1.1\r\n${headers}\r\n`)).toContain(' 400 ');
  const upgrade =
    'GET /signalling HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
  expect(await sendRawRequest(`${upgrade}\r\n`)).toContain(' 421 ');
});

test('the emulator keeps running when clients reset the sockets of accepted or refused upgrades', async () => {
  const host = `localhost:${harness.emulator.port}`;
  const origin = 'http://localhost:5173';
  const upgradeHeaders =
    'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  const sendAndReset = async (requestText: string, resetAfterMs: number) => {
    const socket = connect(harness.emulator.port, '127.0.0.1', () => socket.write(requestText));
    socket.on('error', () => {});
    await once(socket, 'connect');
    await sleep(resetAfterMs);
    socket.resetAndDestroy();
  };
  // Each kind of upgrade is reset after 0 to 4 ms, several times.
  for (let index = 0; index < 20; index += 1)
    for (const [path, hostHeader, originHeader] of [
      ['/signalling', host, origin],
      ['/signalling', 'evil.example', origin],
      ['/x', host, origin],
      ['/signalling', host, 'null'],
    ]) {
      const headers = `Host: ${hostHeader}\r\nOrigin: ${originHeader}\r\n${upgradeHeaders}`;
      await sendAndReset(`GET ${path} HTTP/1.1\r\n${headers}\r\n\r\n`, index % 5);
    }
  expect(await requestStatus({ headers: { host } })).toBe(200);
});

test('when a client aborts a request, the emulator reports no fault', async () => {
  const faults: Error[] = [];
  const emulator = await startEmulator({ onFault: (error) => faults.push(error) });
  const socket = connect(emulator.port, '127.0.0.1');
  socket.on('error', () => {});
  const path = '/organizations/oauth2/v2.0/token';
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost:${emulator.port}\r\nContent-Length: 9\r\n\r\n`);
  setTimeout(() => socket.resetAndDestroy(), 50);
  await once(socket, 'close');
  await fetch(`${emulator.url}/favicon.ico`);
  await emulator.stop();
  expect(faults).toEqual([]);
});

const keysPath = '/organizations/discovery/v2.0/keys';
const wrongHosts = ['http://localhost.evil.example', 'http://localhost:5173.evil.example'];
test.each(['null', ...wrongHosts])(
  'the emulator answers 403 to the Origin header %s, also in a preflight',
  async (origin) => {
    for (const method of ['GET', 'OPTIONS']) {
      const response = await fetch(harness.emulator.url + keysPath, { method, headers: { origin } });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  },
);

test.each(['http://localhost:5173', 'http://127.0.0.1:9999', 'https://localhost:5173'])(
  'scripts of the origin %s may read the answers of APIs, but not the sign-in pages',
  async (origin) => {
    const { url } = harness.emulator;
    const fetchAllowedOrigin = async (path: string) =>
      (await fetch(`${url}${path}`, { headers: { origin } })).headers.get('access-control-allow-origin');
    for (const path of [keysPath, '/v1.0/me', '/emulator/conditions', '/openapi.json'])
      expect(await fetchAllowedOrigin(path)).toBe(origin);
    expect(await fetchAllowedOrigin('/organizations/oauth2/v2.0/authorize')).toBeNull();
    const requested = {
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const init = { method: 'OPTIONS', headers: { origin, ...requested } };
    const preflight = await fetch(`${url}/v1.0/me`, init);
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
  },
);

test('a body of more than 64 KiB gets 413, and a body of unknown length gets 411', async () => {
  const chunkedRequest = 'POST /v1.0/chats HTTP/1.1\r\nTransfer-Encoding: chunked\r\n';
  const host = `Host: localhost:${harness.emulator.port}`;
  expect(await sendRawRequest(`${chunkedRequest}${host}\r\n\r\n`)).toContain(' 411 ');
  const response = await fetch(`${harness.emulator.url}/organizations/oauth2/v2.0/token`, {
    method: 'POST',
    body: 'x'.repeat(64 * 1024 + 1),
  });
  expect(response.status).toBe(413);
});

test('the policy of the pages forbids foreign content, scripts, and frames on origins that are not accepted', async () => {
  const response = await fetch(`${harness.emulator.url}/organizations/oauth2/v2.0/authorize`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('frame-ancestors http://localhost:* http://127.0.0.1:*');
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('whenever the emulator starts, it creates a new access key, a new secret and new signing keys', async () => {
  const first = harness.emulator;
  const second = await startEmulator();
  onTestFinished(() => second.stop());
  expect(second.secret).not.toBe(first.secret);
  const readAccessKey = (connectionString: string) => connectionString.split('accesskey=')[1];
  expect(readAccessKey(second.connectionString)).not.toBe(readAccessKey(first.connectionString));
  const fetchKeys = async (url: string) => (await fetch(url + keysPath)).text();
  expect(await fetchKeys(second.url)).not.toBe(await fetchKeys(first.url));
});

test('the emulator does not start in production, on a taken port, or with a key that is not base64', async () => {
  await expect(startEmulator({ port: harness.emulator.port })).rejects.toThrow('EADDRINUSE');
  await expect(startEmulator({ accessKey: 'not base64!' })).rejects.toThrow('base64');
  vi.stubEnv('NODE_ENV', 'production');
  await expect(startEmulator()).rejects.toThrow('NODE_ENV=production');
});
