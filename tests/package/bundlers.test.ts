import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { serveFolder } from '../support/pageServer.ts';
import {
  readExample,
  runInProject,
  startCommand,
  startInProject,
  writeFiles,
  type RunningProgram,
} from './support/project.ts';

// Runs the examples of the package's pages, each against the installed package, until a call is connected.

/** The page of the package that shows how each bundler loads the SDK. */
const guide = 'use-the-emulator.md';
/** A page that calls Echo with a token that the test pastes. */
const pageCode = `import { CallClient } from '@azure/communication-calling';
import { AzureCommunicationTokenCredential } from '@azure/communication-common';

const credential = new AzureCommunicationTokenCredential(prompt('Token'));
const agent = await new CallClient().createTeamsCallAgent(credential);
const call = agent.startCall({ microsoftTeamsUserId: 'ec000000-0000-4000-8000-0000000000ec' });
call.on('stateChanged', () => (document.title = call.state));
`;

const scriptOnlyPage = '<!doctype html><title>Ring</title><script type="module" src="/main.js"></script>';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
}, 60_000);
afterAll(() => browser?.close());

/** Opens an example that calls the bot Echo, and waits until the call is connected, which its title shows. */
async function expectCall(url: string, pastedToken?: string): Promise<void> {
  const page = await browser.newPage();
  onTestFinished(() => page.context().close());
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    // The examples have no icon.
    const isMissingIcon = message.location().url.endsWith('favicon.ico');
    if (message.type() === 'error' && !isMissingIcon) errors.push(message.text());
  });
  page.on('dialog', (dialog) => void dialog.accept(pastedToken));
  await page.goto(url);
  await page
    .waitForFunction(() => document.title === 'Connected', undefined, { timeout: 30_000 })
    .catch(() => {});
  expect({ title: await page.title(), errors }).toEqual({ title: 'Connected', errors: [] });
}

/** @returns an ACS token for Alice, as a developer pastes it into a page. */
async function fetchToken({ readValue }: RunningProgram): Promise<string> {
  const response = await fetch(`${readValue('emulator')}/emulator/token?user=alice@fabrikam.example`, {
    headers: { 'x-emulator-secret': readValue('control secret') },
  });
  return ((await response.json()) as { token: string }).token;
}

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
    'webpack.config.js': readExample('webpack.config.js', guide).replaceAll(
      'http://localhost:5174',
      emulator.readValue('emulator'),
    ),
    'main.js': pageCode,
    'index.html': '<!doctype html><title>Ring</title><script src="/dist/main.js"></script>',
    'build.js': `import webpack from 'webpack';
      import createConfig from './webpack.config.js';
      webpack(createConfig({ emulator: true }), (error, stats) => {
        const text = String(error ?? stats.toString('errors-only'));
        if (text) { console.error(text); process.exitCode = 1; }
      });`,
  });
  expect(runInProject('node', ['build.js'], folder)).toMatchObject({ status: 0, stderr: '' });
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
