import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { apiClientId, startTestEntra, tenant, type TestEntra } from './fixtures/entra.ts';
import { freePort } from './fixtures/freePort.ts';
import { acsKey } from './fixtures/service.ts';

/** The service as the process that `npm start` runs: how it starts, and how it ends. */

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
    // Empty: the token service alone.
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

test('S13: a port in use ends the process with one sentence, though Redis is configured', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const redis = `redis://127.0.0.1:${await freePort()}`;
  const { output, exit } = await start({ PORT: String(port), REDIS_URL: redis });
  expect(await exit).toEqual([1, null]);
  expect(output.text).toBe(
    `The service was not started.\nPORT: another program listens on ${port} already; choose another port, for example 8081\n`,
  );
  other.close();
});

test.each([
  ['203.0.113.7', /^HOST: 203\.0\.113\.7 is no address of this machine/m],
  ['no-such-host.invalid', /^HOST: no-such-host\.invalid is a name that no address belongs to/m],
])(
  'S13: the address %s, on which nobody can listen, ends the process with one sentence',
  async (host, sentence) => {
    const { output, exit } = await start({ PORT: '0', HOST: host, REDIS_URL: 'redis://127.0.0.1:9' });
    expect(await exit).toEqual([1, null]);
    expect(output.text).toMatch(sentence);
    expect(output.text).not.toContain('    at ');
  },
);

test('S13: HOST chooses the address: on 127.0.0.1 no other address of the machine answers', async () => {
  const port = await freePort();
  await start({ PORT: String(port), HOST: '127.0.0.1' });
  await vi.waitFor(async () => expect(await status(port, '/health/live')).toBe(200), 15_000);
  await expect(fetch(`http://127.0.0.2:${port}/health/live`)).rejects.toThrow();
});

test('S13: after SIGTERM it says "not ready" and serves on, and only then closes the port', async () => {
  const port = await freePort();
  const { child, output, exit } = await start({ PORT: String(port), DRAIN_DELAY_SECONDS: '2' });
  await vi.waitFor(async () => expect(await status(port, '/health/ready')).toBe(200), 15_000);
  const asked = performance.now();
  child.kill('SIGTERM');
  await vi.waitFor(async () => expect(await status(port, '/health/ready')).toBe(503), 1_500);
  expect(await status(port, '/health/live')).toBe(200);
  // Without a token it is 401: the route is still there.
  expect((await fetch(`http://127.0.0.1:${port}/api/token`, { method: 'POST' })).status).toBe(415);
  expect(await exit).toEqual([0, null]);
  expect(performance.now() - asked).toBeGreaterThan(1_900);
  expect(output.text).toContain('"event":"stopped"');
});

test('S13: Ctrl-C ends the service at once, and a second signal does not wait either', async () => {
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
