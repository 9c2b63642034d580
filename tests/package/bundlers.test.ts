import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectCall, openPage, serveUntilEnd, shareBrowser } from './support/browserPage.ts';
import {
  readExample,
  runInProject,
  startCommand,
  startInProject,
  writeFiles,
  type RunningProgram,
} from './support/project.ts';

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

/** Runs the examples of the package's pages, each against the installed package, until a call is connected. */
shareBrowser();

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
    'index.html': '<!doctype html><title>Ring</title><script type="module" src="/main.js"></script>',
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
  await expectCall(url, await openPage());
  const code = await (await fetch(`${url}/main.js`)).text();
  expect(code).toContain('calling.js');
  expect(code).not.toMatch(/control-secret|YWNjZXNzLWtleQ/);
});

test('a production build of the Vite app contains no trace of the emulator, and the plugin refuses to be in it', () => {
  const config = readExample('vite.config.js');
  const files = {
    'vite.config.js': config,
    'main.js':
      "import { CallClient } from '@azure/communication-calling'; console.log(new CallClient(), import.meta.env.ACS_EMULATOR);",
    'index.html': '<!doctype html><script type="module" src="/main.js"></script>',
    'careless.config.js': config.replace("command === 'serve' && ", ''),
  };
  const folder = writeFiles('vite-build', files);
  expect(runInProject('npx', ['vite', 'build', '-c', 'careless.config.js'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('acs-calling-emulator must not be part of a build'),
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
  const opened = await openPage();
  const token = await fetchToken(emulator);
  opened.page.on('dialog', (dialog) => void dialog.accept(token));
  await expectCall(`${await serveUntilEnd(folder)}/index.html`, opened);
}, 120_000);

test('the test of the README runs on Node’s test runner', () => {
  const folder = writeFiles('node-test', { 'call.test.js': readExample('call.test.js') });
  expect(runInProject('node', ['--test', 'call.test.js'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('pass 1'),
  });
});
