import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { apiClientId, startTestEntra, tenant, type TestEntra } from './fixtures/entra.ts';
import { findFreePort } from './fixtures/findFreePort.ts';
import { acsKey } from './fixtures/service.ts';

/** These tests start and stop the service as a process, as `npm start` does. */

const root = resolve(import.meta.dirname, '../..');
const children: ChildProcess[] = [];
let entra: TestEntra | null = null;
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await entra?.close();
  entra = null;
});

/** Starts the service as a process. @returns the process, its output so far, and a promise of its exit code. */
async function startProcess(env: Record<string, string>) {
  entra ??= await startTestEntra();
  const serviceEnv = {
    ACS_CONNECTION_STRING: `endpoint=http://127.0.0.1:9/;accesskey=${acsKey}`,
    API_CLIENT_ID: apiClientId,
    ALLOWED_TENANTS: tenant,
    ENTRA_AUTHORITY: entra.keyServer.url,
    // An empty value makes the service start without the app.
    WEB_ROOT: '',
    ...env,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...serviceEnv },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output.text += String(chunk)));
  return { child, output, exit: once(child, 'exit') as Promise<[number | null]> };
}
const readStatus = async (port: number, path: string): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } })).status;
const waitForStatus = (port: number, path: string, status: number, timeoutMs = 15_000) =>
  vi.waitFor(async () => expect(await readStatus(port, path)).toBe(status), timeoutMs);

test.each([
  [{}, 'PORT: another program already listens on \\d+; choose another port, for example 8081'],
  [{ PORT: '0', HOST: '203.0.113.7' }, 'HOST: 203.0.113.7 is not an address of this machine; .+'],
  [{ PORT: '0', HOST: 'no-such.invalid' }, 'HOST: no-such.invalid is a name without an address .+'],
])('S13: a service that cannot listen exits with one sentence, with Redis and %j', async (env, sentence) => {
  const otherServer = createServer().listen(0);
  await once(otherServer, 'listening');
  const { port } = otherServer.address() as AddressInfo;
  const { output, exit } = await startProcess({ PORT: `${port}`, REDIS_URL: 'redis://127.0.0.1:9', ...env });
  expect(await exit).toEqual([1, null]);
  expect(output.text).toMatch(new RegExp(`^The service was not started\\.\n${sentence}\n$`));
  otherServer.close();
});

test('S13: the service listens only on the address in HOST, reports "not ready" after SIGTERM, and still serves requests before it closes the port', async () => {
  const port = await findFreePort();
  const env = { PORT: String(port), HOST: '127.0.0.1', DRAIN_DELAY_SECONDS: '2' };
  const { child, output, exit } = await startProcess(env);
  await waitForStatus(port, '/health/ready', 200);
  await expect(fetch(`http://127.0.0.2:${port}/health/live`)).rejects.toThrow();
  const signalledAt = performance.now();
  child.kill('SIGTERM');
  await waitForStatus(port, '/health/ready', 503, 1_500);
  expect(await readStatus(port, '/health/live')).toBe(200);
  // 415 for the missing content type shows that the route still works.
  expect((await fetch(`http://127.0.0.1:${port}/api/token`, { method: 'POST' })).status).toBe(415);
  expect(await exit).toEqual([0, null]);
  expect(performance.now() - signalledAt).toBeGreaterThan(1_900);
  expect(output.text).toContain('"event":"stopped"');
});

test('S13: the service ends at once on Ctrl-C and on a second signal', async () => {
  const port = await findFreePort();
  const interruptedService = await startProcess({ PORT: String(port), DRAIN_DELAY_SECONDS: '60' });
  await waitForStatus(port, '/health/live', 200);
  interruptedService.child.kill('SIGINT');
  expect(await interruptedService.exit).toEqual([0, null]);
  const terminatedService = await startProcess({ PORT: String(port), DRAIN_DELAY_SECONDS: '60' });
  await waitForStatus(port, '/health/ready', 200);
  terminatedService.child.kill('SIGTERM');
  await waitForStatus(port, '/health/ready', 503);
  terminatedService.child.kill('SIGTERM');
  expect(await terminatedService.exit).toEqual([1, null]);
});
