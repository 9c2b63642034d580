import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { contosoClientId, personOf, signIn } from '../../src/emulator/testing/signIn.ts';
import { browserArguments, browserPath } from '../support/browser.ts';
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

// Runs the recipes of the package against the installed package. `frameworks.test.ts` runs those that need minutes.

const page = 'emulator-recipes.md';
const readRecipe = (name: string) => readExample(name, page);
const { expectCall } = setUpBrowser();
/** Launch options for the browser of this machine, in place of the one that Playwright downloads. */
const launchOptions = JSON.stringify({
  executablePath: browserPath() ?? undefined,
  args: browserArguments(),
});

test('esbuild makes a bundle that calls Echo', async () => {
  const emulator = await startCommand();
  const folder = writeFiles('esbuild-app', {
    'build.mjs': readRecipe('build.mjs'),
    'main.js': pageCode,
    'index.html': '<!doctype html><title>Ring</title><script type="module" src="/dist/main.js"></script>',
  });
  const build = `env ACS_EMULATOR=${emulator.readValue('emulator')} node build.mjs`;
  expect(runInProject('sh', ['-c', build], folder)).toMatchObject({ status: 0 });
  const pageServer = await serveFolder(folder);
  onTestFinished(() => pageServer.close());
  await expectCall(`${pageServer.origin}/index.html`, await fetchToken(emulator));
}, 120_000);

test('Vitest’s browser mode calls Echo', () => {
  const folder = writeFiles('vitest-browser', {
    'recipe.config.js': readRecipe('vitest.config.js').replace(
      'launchOptions: fakeDevices',
      `launchOptions: ${launchOptions}`,
    ),
    'vitest.config.js': "import config from './recipe.config.js'; export default config;",
    'call.test.js': readRecipe('call.test.js'),
  });
  const { stdout, stderr } = runInProject('npx', ['vitest', 'run', '--no-color'], folder);
  expect(stdout + stderr).toMatch(/Tests +1 passed/);
}, 120_000);

/** Runs tests with Playwright, and with a page that a server of the test serves. */
async function runPlaywright(name: string, files: Readonly<Record<string, string>>, workers: number) {
  const folder = writeFiles(name, files);
  const pageServer = await serveFolder(folder);
  onTestFinished(() => pageServer.close());
  writeFiles(name, {
    'playwright.config.js': `export default {
      use: { baseURL: '${pageServer.origin}', launchOptions: ${launchOptions} },
      workers: ${workers}, fullyParallel: true, timeout: 60_000, expect: { timeout: 20_000 }, reporter: 'list' };`,
  });
  // The page server runs in this process, so this must not wait in `spawnSync`.
  const run = startInProject('npx', ['playwright', 'test'], /\d+ (passed|failed)/, { cwd: folder });
  return (await run).readOutput();
}

const bundleWithEsbuild = (folder: string) =>
  runInProject(
    'npx',
    [
      ...'esbuild main.js --bundle --format=esm --outfile=app.js'.split(' '),
      '--alias:@azure/communication-calling=acs-calling-emulator/calling',
    ],
    folder,
  );

test('workers of Playwright have an emulator each', async () => {
  const main = `import { CallClient } from '@azure/communication-calling';
    import { AzureCommunicationTokenCredential } from '@azure/communication-common';
    globalThis.agent = await new CallClient().createTeamsCallAgent(new AzureCommunicationTokenCredential(globalThis.aliceToken));`;
  const folder = writeFiles('workers', { 'main.js': main });
  expect(bundleWithEsbuild(folder)).toMatchObject({ status: 0 });
  const output = await runPlaywright(
    'workers',
    {
      'index.html': '<!doctype html><script type="module" src="/app.js"></script>',
      'workers.spec.js': readRecipe('workers.spec.js').replace("goto('/')", "goto('/index.html')"),
    },
    2,
  );
  expect(output).toContain('2 passed');
}, 180_000);

test('two people call each other in two browsers', async () => {
  const main = `import { CallClient } from '@azure/communication-calling';
    import { AzureCommunicationTokenCredential } from '@azure/communication-common';
    const { tokenPath } = import.meta.env.ACS_EMULATOR;
    const { token } = await (await fetch(tokenPath + location.search)).json();
    const agent = await new CallClient().createTeamsCallAgent(new AzureCommunicationTokenCredential(token));
    agent.on('incomingCall', ({ incomingCall }) => { document.querySelector('#accept').onclick = () => incomingCall.accept(); });
    document.querySelector('#call').onclick = () => agent.startCall({ microsoftTeamsUserId: '${personOf('bob@fabrikam.example').oid}' });`;
  const folder = writeFiles('two-people', {
    'index.html':
      '<!doctype html><button id="call">Call Bob</button><button id="accept">Accept</button><script type="module" src="/main.js"></script>',
    'main.js': main,
    'vite.config.js': `import { acsCallingEmulator } from 'acs-calling-emulator/vite';
      export default { plugins: [acsCallingEmulator({ port: 28674 })], server: { port: 28673, strictPort: true } };`,
    'playwright.config.js': `const emulatorOptions = { port: 28674, secret: 'secret' };
      export default { use: { baseURL: 'http://localhost:28673', emulatorOptions, launchOptions: ${launchOptions} },
        webServer: { command: 'npx vite', port: 28673, env: { EMULATOR_SECRET: 'secret' } },
        workers: 1, timeout: 60_000, expect: { timeout: 20_000 }, reporter: 'list' };`,
    'two-people.spec.js': readRecipe('two-people.spec.js'),
  });
  const { readOutput } = await startInProject('npx', ['playwright', 'test'], /\d+ (passed|failed)/, {
    cwd: folder,
  });
  expect(readOutput()).toContain('1 passed');
}, 180_000);

test('a Node server exchanges the token of a user, and refuses as the exchange does', async () => {
  const emulator = await startCommand();
  const url = emulator.readValue('emulator');
  const env = { ACS_CONNECTION_STRING: emulator.readValue('connection string'), SERVER_PORT: '28675' };
  const cwd = writeFiles('node-server', { 'server.mjs': readRecipe('server.mjs') });
  await startInProject('node', ['server.mjs'], /The server is ready/, { cwd, env });
  const acs = 'https://auth.msft.communication.azure.com';
  const scope = `openid ${acs}/Teams.ManageCalls ${acs}/Teams.ManageChats`;
  const { access_token } = await signIn({ url, scope, clientId: contosoClientId }, 'alice@fabrikam.example');
  const exchange = (user: string) =>
    fetch('http://localhost:28675', {
      headers: { authorization: `Bearer ${access_token}`, 'x-user': personOf(user).oid },
    });
  expect(await (await exchange('alice@fabrikam.example')).json()).toMatchObject({
    token: expect.any(String),
  });
  expect((await exchange('bob@fabrikam.example')).status).toBeGreaterThanOrEqual(400);
});

test('a client in Python reads the OpenAPI document and uses the controls', () => {
  const folder = writeFiles('python-client', { 'client.py': readRecipe('client.py') });
  const args = ['acs-calling-emulator', 'exec', '--port', '0', '--', 'python3', 'client.py'];
  expect(runInProject('npx', args, folder)).toMatchObject({ status: 0, stdout: "agents: ['Bob Baker']\n" });
});

/** Reads a Dockerfile: its instructions with their arguments. A line break after a backslash belongs to the instruction. */
const parseDockerfile = (text: string) =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, instruction = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
      return { instruction, rest };
    });

test('the commands of the container install, start, check and stop the emulator', async () => {
  const port = '28676';
  const instructions = parseDockerfile(readRecipe('Dockerfile').replaceAll('5174', port));
  expect(instructions.map(({ instruction }) => instruction)).toEqual(
    'FROM RUN USER ENV EXPOSE HEALTHCHECK CMD'.split(' '),
  );
  const read = (name: string) => instructions.find(({ instruction }) => instruction === name)?.rest ?? '';
  const folder = writeFiles('container', {});
  mkdirSync(join(folder, 'home'));
  const [npm = '', ...npmArgs] = read('RUN').replace('acs-calling-emulator', inject('tarball')).split(' ');
  const install = runInProject(npm, [...npmArgs, '--prefix', folder, '--offline', '--no-audit'], folder);
  expect(install).toMatchObject({ status: 0 });
  const variables = Object.fromEntries(
    read('ENV')
      .split(' ')
      .map((text) => text.split('=', 2) as [string, string]),
  );
  const env = { ...variables, PATH: `${folder}/bin:${process.env.PATH}` };
  const [program = ''] = JSON.parse(read('CMD')) as string[];
  const container = await startInProject(program, [], /^sign-in names +.+$/m, { cwd: folder, env });
  expect(container.readOutput()).toContain('THE NETWORK CAN REACH THIS EMULATOR, which listens on 0.0.0.0');
  const [checkProgram = '', ...checkArgs] = JSON.parse(read('HEALTHCHECK').replace('CMD ', '')) as string[];
  expect(runInProject(checkProgram, checkArgs)).toMatchObject({ status: 0 });
  const app = await fetch(`http://localhost:${port}/openapi.json`, {
    headers: { origin: 'http://localhost:3000' },
  });
  expect(app.status).toBe(200);
}, 60_000);

interface Workflow {
  readonly jobs: {
    readonly test: { readonly steps: readonly { uses?: string; run?: string; env?: object }[] };
  };
}

test('the commands of the GitHub Actions workflow install the project and run its tests with the emulator', () => {
  const { jobs } = parse(readRecipe('calls.yml')) as Workflow;
  const folder = writeFiles('workflow', {
    'package.json': JSON.stringify({
      scripts: { test: 'node check.mjs' },
      devDependencies: { 'acs-calling-emulator': `file:${inject('tarball')}` },
    }),
    'check.mjs':
      "const { ok } = await fetch(process.env.EMULATOR_URL + '/health'); console.log('healthy', ok);",
  });
  runInProject('npm', ['install', '--package-lock-only', '--offline', '--no-audit'], folder);
  const outputs = jobs.test.steps.flatMap(({ run, env }) => {
    // The registry of the tests has no browsers.
    if (run === undefined || run.startsWith('npx playwright install')) return [];
    const environment = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      npm_config_offline: 'true',
      ...env,
    };
    const step = spawnSync('bash', ['-e', '-c', run], {
      cwd: folder,
      env: stringify(environment),
      encoding: 'utf8',
    });
    expect(step.status, `${run}\n${step.stdout}${step.stderr}`).toBe(0);
    return [step.stdout];
  });
  expect(outputs.at(-1)).toContain('healthy true');
  expect(readFileSync(join(folder, 'package-lock.json'), 'utf8')).toContain('acs-calling-emulator');
}, 120_000);

const stringify = (environment: object) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
