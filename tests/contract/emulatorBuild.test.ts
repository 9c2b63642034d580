import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { CommunicationIdentityClient } from '@azure/communication-identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as dropInSdk from '../../src/emulator/sdk/index.ts';
import { contosoClientId, personOf, signIn } from '../../src/emulator/testing/signIn.ts';

/** Tests the package that `npm run build:emulator` builds. Plain Node starts it in a folder without node_modules. */
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
const alice = personOf('alice@fabrikam.example');
const buildEmulator = () =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/dev/emulator-package/build.ts', folder], {
    cwd: root,
  });
let emulatorProcess: ChildProcess;
let output = '';
/** @returns the value after a name in the output, for example `emulator  http://localhost:5174`. */
const readOutput = (name: string) => new RegExp(`^${name} +(.+)$`, 'm').exec(output)?.[1] ?? '';

beforeAll(async () => {
  await buildEmulator();
  // The process gets only these variables, so that NODE_PATH and NODE_OPTIONS of the test cannot help it to find packages.
  const env = { EMULATOR_PORT: '0', PORT: '5173' };
  emulatorProcess = spawn(process.execPath, ['main.js'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of emulatorProcess.stdout ?? []) {
    output += String(chunk);
    // This line is the last line of the output.
    if (readOutput('sign-in names')) break;
  }
}, 60_000);
afterAll(async () => {
  if (emulatorProcess?.exitCode === null) {
    emulatorProcess.kill();
    await once(emulatorProcess, 'exit');
  }
  rmSync(folder, { recursive: true });
});

test('the build refuses a folder that is not empty', async () => {
  const failure = { code: 1, stderr: expect.stringContaining('not empty') };
  await expect(buildEmulator()).rejects.toMatchObject(failure);
}, 30_000);

test('the built emulator prints its address, connection string, control secret and sign-in names', () => {
  expect(readOutput('emulator')).toMatch(/^http:\/\/localhost:\d+$/);
  expect(readOutput('connection string')).toContain(`endpoint=${readOutput('emulator')}/;accesskey=`);
  expect(readOutput('control secret')).toMatch(/^[\w-]{32}$/);
  expect(readOutput('sign-in names')).toContain(alice.upn);
});

test('the built emulator names all faults of a directory file, without a stack trace, and ends with exit code 2', () => {
  const file = join(folder, 'team.json');
  writeFileSync(file, JSON.stringify({ people: [{ upn: 'nina@northwind.example' }] }));
  const options = ['main.js', '--port=0', '--directory', 'team.json'];
  const { status, stderr } = spawnSync(process.execPath, options, { cwd: folder, env: {}, encoding: 'utf8' });
  rmSync(file);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^The directory file team\.json has 3 faults:\n( {2}\S.*: found .*, expected .*\n){3}The page .*\n$/,
  );
});

test('the package contains its documentation pages, and every page that they link to', () => {
  const pages = readdirSync(folder).filter((file) => file.endsWith('.md'));
  expect(pages.toSorted()).toEqual([
    'CHANGELOG.md',
    'README.md',
    'build-an-acs-user-app.md',
    'build-an-agent-app.md',
    'emulator-controls.md',
    'emulator-differences.md',
    'emulator-directory.md',
    'emulator-http-api.md',
    'emulator-recipes.md',
    'test-your-app.md',
    'use-the-emulator.md',
  ]);
  const text = pages.map((page) => readFileSync(join(folder, page), 'utf8')).join('\n');
  const links = [...text.matchAll(/\]\(([\w-]+\.md)/g)].map(([, linkedPage = '']) => linkedPage);
  expect(links.length).toBeGreaterThan(0);
  expect(pages).toEqual(expect.arrayContaining(links));
});

test('the built emulator serves every file that its pages load, and a Calling SDK module with all exports', async () => {
  const scripts = ['calling.js', 'common.js', 'controls.js'];
  for (const file of [...scripts, 'controls.css', 'pages.css', 'favicon.svg', 'directory.schema.json'])
    expect([file, (await fetch(`${readOutput('emulator')}/${file}`)).status]).toEqual([file, 200]);
  const builtModule: object = await import(pathToFileURL(join(folder, 'calling.js')).href);
  expect(Object.keys(builtModule)).toHaveLength(13);
  expect(Object.keys(builtModule).toSorted()).toEqual(Object.keys(dropInSdk).toSorted());
});

test('the built emulator signs a user in like Entra, and Microsoft’s identity client exchanges the token there', async () => {
  const url = readOutput('emulator');
  const discovery = await fetch(`${url}/organizations/v2.0/.well-known/openid-configuration`);
  expect(await discovery.json()).toMatchObject({ token_endpoint: `${url}/organizations/oauth2/v2.0/token` });
  const { access_token: teamsUserAadToken } = await signIn({ url }, alice.upn);
  const options = { allowInsecureConnection: true };
  const client = new CommunicationIdentityClient(readOutput('connection string'), options);
  const acsToken = await client.getTokenForTeamsUser({
    teamsUserAadToken,
    clientId: contosoClientId,
    userObjectId: alice.oid,
  });
  expect(acsToken.expiresOn.getTime()).toBeGreaterThan(Date.now());
});

test('the built emulator exits with code 0 on SIGTERM', async () => {
  emulatorProcess.kill('SIGTERM');
  expect(await once(emulatorProcess, 'exit')).toEqual([0, null]);
});
