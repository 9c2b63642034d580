import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { apiClientId, startTestEntra, tenant, type TestEntra } from './fixtures/entra.ts';
import { freePort } from './fixtures/freePort.ts';
import { acsKey } from './fixtures/service.ts';

/** Starts and stops the service as a process, as `npm start` does. */

const root = resolve(import.meta.dirname, '../..');
const running: ChildProcess[] = [];
let entra: TestEntra | null = null;
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await entra?.close();
  entra = null;
});

async function start(env: Record<string, string>) {
  entra ??= await startTestEntra();
  const settings = {
    ACS_CONNECTION_STRING: `endpoint=http://127.0.0.1:9/;accesskey=${acsKey}`,
    API_CLIENT_ID: apiClientId,
    ALLOWED_TENANTS: tenant,
    ENTRA_AUTHORITY: entra.keys.url,
    // Empty: no app, only the token service.
    WEB_ROOT: '',
    ...env,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output.text += String(chunk)));
  return { child, output, exit: once(child, 'exit') as Promise<[number | null]> };
}
const status = (port: number, path: string): Promise<number | string> =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } }).then(
    (response) => response.status,
    () => 'closed',
  );

test('S13: exits with one sentence if the port is in use, even with Redis configured', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const redis = `redis://127.0.0.1:${await freePort()}`;
  const { output, exit } = await start({ PORT: String(port), REDIS_URL: redis });
  expect(await exit).toEqual([1, null]);
  expect(output.text).toBe(
    `The service was not started.\nPORT: another program already listens on ${port}; choose another port, for example 8081\n`,
  );
  other.close();
});

test.each([
  ['203.0.113.7', /^HOST: 203\.0\.113\.7 is not an address of this machine/m],
  ['no-such-host.invalid', /^HOST: no-such-host\.invalid is a name without an address/m],
])('S13: exits with one sentence if it cannot listen on %s', async (host, sentence) => {
  const { output, exit } = await start({ PORT: '0', HOST: host, REDIS_URL: 'redis://127.0.0.1:9' });
  expect(await exit).toEqual([1, null]);
  expect(output.text).toMatch(sentence);
  expect(output.text).not.toContain('    at ');
});

test('S13: listens only on the address in HOST', async () => {
  const port = await freePort();
  await start({ PORT: String(port), HOST: '127.0.0.1' });
  await vi.waitFor(async () => expect(await status(port, '/health/live')).toBe(200), 15_000);
  await expect(fetch(`http://127.0.0.2:${port}/health/live`)).rejects.toThrow();
});

test('S13: reports "not ready" after SIGTERM and still serves requests before it closes the port', async () => {
  const port = await freePort();
  const { child, output, exit } = await start({ PORT: String(port), DRAIN_DELAY_SECONDS: '2' });
  await vi.waitFor(async () => expect(await status(port, '/health/ready')).toBe(200), 15_000);
  const asked = performance.now();
  child.kill('SIGTERM');
  await vi.waitFor(async () => expect(await status(port, '/health/ready')).toBe(503), 1_500);
  expect(await status(port, '/health/live')).toBe(200);
  // 415 for the missing content type shows that the route still works.
  expect((await fetch(`http://127.0.0.1:${port}/api/token`, { method: 'POST' })).status).toBe(415);
  expect(await exit).toEqual([0, null]);
  expect(performance.now() - asked).toBeGreaterThan(1_900);
  expect(output.text).toContain('"event":"stopped"');
});

test('S13: ends at once on Ctrl-C and on a second signal', async () => {
  const port = await freePort();
  const first = await start({ PORT: String(port), DRAIN_DELAY_SECONDS: '60' });
  await vi.waitFor(async () => expect(await status(port, '/health/live')).toBe(200), 15_000);
  first.child.kill('SIGINT');
  expect(await first.exit).toEqual([0, null]);
  const second = await start({ PORT: String(port), DRAIN_DELAY_SECONDS: '60' });
  await vi.waitFor(async () => expect(await status(port, '/health/ready')).toBe(200), 15_000);
  second.child.kill('SIGTERM');
  await vi.waitFor(async () => expect(await status(port, '/health/ready')).toBe(503), 5_000);
  second.child.kill('SIGTERM');
  expect(await second.exit).toEqual([1, null]);
});
