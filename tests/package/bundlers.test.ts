import { readFileSync, rmSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSelfSignedCertificate } from '../../src/server/fixtures/selfSignedCertificate.ts';
import { serveFolder } from '../support/pageServer.ts';
import { pageCode, setUpBrowser } from './support/echoPage.ts';
import {
  fetchToken,
  readExample,
  runInProject,
  startCommand,
  startInProject,
  writeFiles,
} from './support/project.ts';

// Runs the examples of the package's pages, each against the installed package, until a call is connected.

/** The page of the package that shows how each bundler loads the SDK. */
const guide = 'use-the-emulator.md';
const scriptOnlyPage = '<!doctype html><title>Ring</title><script type="module" src="/main.js"></script>';

const { expectCall } = setUpBrowser();

test('the Vite app of the pages starts the emulator and calls Echo, and the browser gets no secret', async () => {
  const folder = writeFiles('vite-app', {
    'vite.config.js': readExample('vite.config.js'),
    'main.js': readExample('main.js', guide),
    'index.html': scriptOnlyPage,
  });
  const ready = /Local:\S*\s+\S*(http:\/\/localhost:\S*\d+)/;
  const { output } = await startInProject('npx', ['vite', '--port', '23400'], ready, {
    cwd: folder,
    env: {
      EMULATOR_PORT: '0',
      EMULATOR_SECRET: 'control-secret',
      EMULATOR_ACCESS_KEY: 'YWNjZXNzLWtleQ==',
      NO_COLOR: '1',
    },
  });
  const url = ready.exec(output)?.[1] ?? '';
  await expectCall(url);
  const code = await (await fetch(`${url}/main.js`)).text();
  expect(code).toContain('calling.js');
  expect(code).not.toMatch(/control-secret|YWNjZXNzLWtleQ/);
});

test('an app that Vite serves over https calls Echo', async () => {
  const { key, cert } = createSelfSignedCertificate();
  const folder = writeFiles('https-app', {
    'vite.config.js': `import { acsCallingEmulator } from 'acs-calling-emulator/vite';
      import { readFileSync } from 'node:fs';
      const https = { key: readFileSync('key.pem'), cert: readFileSync('cert.pem') };
      export default { plugins: [acsCallingEmulator({ port: 0 })], server: { https } };`,
    'key.pem': key,
    'cert.pem': cert,
    'main.js': readExample('main.js', guide),
    'index.html': scriptOnlyPage,
  });
  const ready = /Local:\S*\s+\S*(https:\/\/localhost:\S*\d+)/;
  const env = { NO_COLOR: '1' };
  const { output } = await startInProject('npx', ['vite', '--port', '23401'], ready, { cwd: folder, env });
  await expectCall(ready.exec(output)?.[1] ?? '');
});

/** This machine's address in its network; `undefined` without a network. */
const networkAddress = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === 'IPv4' && !address.internal)?.address;

test('the plugin’s path for tokens refuses as the exchange does, and serves this machine only', async () => {
  const folder = writeFiles('vite-tokens', {
    'vite.config.js': readExample('vite.config.js'),
    'index.html': scriptOnlyPage,
    'main.js': '',
  });
  const ready = /started (http:\/\/localhost:\d+)[^]*Local:/;
  const args = ['vite', '--port', '23402', '--host', '0.0.0.0'];
  const env = { EMULATOR_PORT: '0', EMULATOR_SECRET: 'control-secret', NO_COLOR: '1' };
  const { output } = await startInProject('npx', args, ready, { cwd: folder, env });
  const fetchFor = (name: string, host = 'localhost') =>
    fetch(`http://${host}:23402/acs-calling-emulator/token?user=${name}@fabrikam.example`);
  expect((await fetchFor('alice')).status).toBe(200);
  expect((await fetchFor('dave')).status).toBe(403);
  const refuseExchange = { status: 429, code: 'TooManyRequests', times: 1, retryAfterSeconds: 2 };
  await fetch(`${ready.exec(output)?.[1]}/emulator/conditions`, {
    method: 'POST',
    headers: { 'x-emulator-secret': 'control-secret', 'content-type': 'application/json' },
    body: JSON.stringify({ refuseExchange }),
  });
  const refusal = await fetchFor('alice');
  expect(refusal.status).toBe(429);
  expect(refusal.headers.get('retry-after')).toBe('2');
  expect(await refusal.json()).toMatchObject({ error: { code: 'TooManyRequests' } });
  expect(output).toContain('on this machine only');
  if (networkAddress !== undefined) expect((await fetchFor('alice', networkAddress)).status).toBe(403);
});

test('a production build of the Vite app contains no trace of the emulator', () => {
  const folder = writeFiles('vite-build', {
    'vite.config.js': readExample('vite.config.js'),
    'main.js':
      "import { CallClient } from '@azure/communication-calling'; console.log(new CallClient(), import.meta.env.ACS_EMULATOR);",
    'index.html': scriptOnlyPage,
  });
  expect(runInProject('npx', ['vite', 'build', '--minify', 'false'], folder)).toMatchObject({ status: 0 });
  const found = runInProject(
    'grep',
    ['-rlE', 'localhost:5174|calling-emulator|login.microsoftonline.com/organizations/oauth2', 'dist'],
    folder,
  );
  expect(found.stdout).toBe('');
  rmSync(folder, { recursive: true });
}, 120_000);

test('the webpack configuration of the guide makes a bundle that calls Echo', async () => {
  const emulator = await startCommand();
  const folder = writeFiles('webpack-app', {
    // As `npm init -y` writes it.
    'package.json': JSON.stringify({ name: 'webpack-app', type: 'commonjs' }),
    'webpack.config.mjs': readExample('webpack.config.mjs', guide).replaceAll(
      'http://localhost:5174',
      emulator.readValue('emulator'),
    ),
    'main.js': pageCode,
    'index.html': '<!doctype html><title>Ring</title><script src="/dist/main.js"></script>',
    'build.mjs': `import webpack from 'webpack';
      import createConfig from './webpack.config.mjs';
      webpack(createConfig({ emulator: true }), (error, stats) => {
        const text = String(error ?? stats.toString('errors-only'));
        if (text) { console.error(text); process.exitCode = 1; }
      });`,
  });
  expect(runInProject('node', ['build.mjs'], folder)).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(folder, 'dist/main.js'), 'utf8')).toContain(emulator.readValue('emulator'));
  const pageServer = await serveFolder(folder);
  onTestFinished(() => pageServer.close());
  await expectCall(`${pageServer.origin}/index.html`, await fetchToken(emulator));
}, 120_000);

test('the test of the README runs on Node’s test runner', () => {
  const folder = writeFiles('node-test', { 'call.test.js': readExample('call.test.js') });
  expect(runInProject('node', ['--test', 'call.test.js'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('pass 1'),
  });
});
