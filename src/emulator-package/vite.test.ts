import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, createServer, type ViteDevServer } from 'vite';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startEmulator } from './index.ts';
import { acsCallingEmulator, type PluginOptions } from './vite.ts';

let root: string;
const servers: ViteDevServer[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vite-app-'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><script type="module" src="/main.js"></script>');
  writeFileSync(
    join(root, 'main.js'),
    "import { CallClient } from '@azure/communication-calling'; console.log(CallClient, import.meta.env.ACS_EMULATOR);",
  );
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(root, { recursive: true });
});

/** Starts a Vite server with the plugin. @returns the address of the app. */
async function startVite(options: PluginOptions): Promise<string> {
  const server = await createServer({
    configFile: false,
    root,
    logLevel: 'silent',
    cacheDir: join(root, 'cache'),
    plugins: [acsCallingEmulator(options)],
    server: { host: 'localhost', port: 0, ws: false },
  });
  servers.push(server);
  await server.listen();
  return `http://localhost:${(server.httpServer?.address() as AddressInfo | undefined)?.port}`;
}
const fetchText = async (url: string) => (await fetch(url)).text();
const fetchToken = (app: string, user: string) => fetch(`${app}/acs-calling-emulator/token?user=${user}`);

test('the plugin starts an emulator, and the page gets the SDK, the settings and a token from it, but no secret', async () => {
  let ready: { url: string; connectionString?: string } = { url: '' };
  const app = await startVite({
    port: 0,
    secret: 'control-secret',
    onReady: (emulator) => (ready = emulator),
  });
  const code = await fetchText(`${app}/main.js`);
  expect(code).toContain(`from "${ready.url}/calling.js"`);
  expect(code).toContain(`"graphEndpoint":"${ready.url}/v1.0"`);
  const accessKey = /accesskey=(.+)$/.exec(ready.connectionString ?? '')?.[1] ?? '';
  expect(accessKey).not.toBe('');
  for (const secret of ['control-secret', accessKey]) expect(code).not.toContain(secret);

  const answer = (await (await fetchToken(app, 'alice@fabrikam.example')).json()) as { token: string };
  expect(answer.token.split('.')).toHaveLength(3);
  expect((await fetchToken(app, 'nobody@fabrikam.example')).status).toBeGreaterThanOrEqual(400);
});

test('the emulator survives a restart of Vite’s server, and stops with the server', async () => {
  let url = '';
  const options = { port: 23_990, onReady: (emulator: { url: string }) => void (url = emulator.url) };
  await startVite(options);
  await servers[0]?.restart();
  const response = await fetch(`${url}/calling/timing`);
  expect(response.status).toBe(200);
  await servers.pop()?.close();
  await expect(fetch(`${url}/calling/timing`)).rejects.toThrow('fetch failed');
});

test('the plugin uses an emulator that already answers at the port, and leaves it running', async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.stop());
  const app = await startVite({ port: emulator.port });
  expect(await fetchText(`${app}/main.js`)).toContain(`from "${emulator.url}/calling.js"`);
  const refusal = await fetchToken(app, 'alice@fabrikam.example');
  expect(refusal.status).toBe(503);
  expect(await refusal.text()).toContain('EMULATOR_SECRET');

  const appWithSecret = await startVite({ port: emulator.port, secret: emulator.secret });
  expect((await fetchToken(appWithSecret, 'alice@fabrikam.example')).status).toBe(200);
  await Promise.all(servers.splice(0).map((server) => server.close()));
  expect((await fetch(`${emulator.url}/calling/timing`)).status).toBe(200);
});

test('the plugin names the port if another program has it', async () => {
  const other = createHttpServer((_request, response) => response.end('another program'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(startVite({ port })).rejects.toThrow(`another program has port ${port}`);
});

test('the plugin refuses every build', async () => {
  for (const mode of ['production', 'staging'])
    await expect(
      build({ configFile: false, root, mode, logLevel: 'silent', plugins: [acsCallingEmulator()] }),
    ).rejects.toThrow('must not be part of a build');
});
