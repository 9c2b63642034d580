import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { CommunicationIdentityClient } from '@azure/communication-identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as emulated from '../../src/emulator/sdk/index.ts';
import { contosoApp, personOf, signIn } from '../../src/emulator/testing/signIn.ts';

/** The result of `npm run build:emulator`, started by plain Node in a folder without access to packages. */
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
const alice = personOf('alice@fabrikam.example');
const build = () =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/dev/buildEmulator.ts', folder], {
    cwd: root,
  });
let running: ChildProcess;
let printed = '';
const line = (name: string) => new RegExp(`^${name} +(.+)$`, 'm').exec(printed)?.[1] ?? '';

beforeAll(async () => {
  await build();
  // The process gets only these variables, not NODE_PATH or NODE_OPTIONS of the test's environment.
  const env = { EMULATOR_PORT: '0', PORT: '5173' };
  running = spawn(process.execPath, ['main.js'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const chunk of running.stdout ?? []) {
    printed += String(chunk);
    if (line('sign-in names')) break;
  }
}, 60_000);
afterAll(async () => {
  if (running?.exitCode === null) {
    running.kill();
    await once(running, 'exit');
  }
  rmSync(folder, { recursive: true });
});

test('a folder that holds something is left alone', async () => {
  await expect(build()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
}, 30_000);

test('it prints what `npm run emulator` prints', () => {
  expect(line('emulator')).toMatch(/^http:\/\/localhost:\d+$/);
  expect(line('connection string')).toContain(`endpoint=${line('emulator')}/;accesskey=`);
  expect(line('control secret')).toMatch(/^[\w-]{32}$/);
  expect(line('sign-in names')).toContain(alice.upn);
});

test('the package holds its pages, and every page that they link to', () => {
  const pages = readdirSync(folder).filter((file) => file.endsWith('.md'));
  expect(pages).toHaveLength(3);
  const links = pages.flatMap((page) =>
    [...readFileSync(join(folder, page), 'utf8').matchAll(/\]\(([\w-]+\.md)/g)].map(
      ([, linked = '']) => linked,
    ),
  );
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((linked) => !pages.includes(linked))).toEqual([]);
});

test('everything that a page loads is there, the drop-in with each of the SDK’s names', async () => {
  for (const path of [
    '/calling.js',
    '/common.js',
    '/controls.js',
    '/controls.css',
    '/pages.css',
    '/favicon.svg',
  ]) {
    expect([path, (await fetch(line('emulator') + path)).status]).toEqual([path, 200]);
  }
  const built: object = await import(pathToFileURL(join(folder, 'calling.js')).href);
  expect(Object.keys(built)).toHaveLength(13);
  expect(Object.keys(built).toSorted()).toEqual(Object.keys(emulated).toSorted());
});

test('Entra is discovered and signs in, and Microsoft’s identity client exchanges what it issued', async () => {
  const url = line('emulator');
  const discovered = await fetch(`${url}/organizations/v2.0/.well-known/openid-configuration`);
  expect(await discovered.json()).toMatchObject({ token_endpoint: `${url}/organizations/oauth2/v2.0/token` });
  const { access_token: teamsUserAadToken } = await signIn({ url }, alice.upn);
  const client = new CommunicationIdentityClient(line('connection string'), {
    allowInsecureConnection: true,
  });
  const exchanged = await client.getTokenForTeamsUser({
    teamsUserAadToken,
    clientId: contosoApp,
    userObjectId: alice.oid,
  });
  expect(exchanged.expiresOn.getTime()).toBeGreaterThan(Date.now());
});

test('the emulator ends on SIGTERM', async () => {
  running.kill('SIGTERM');
  expect(await once(running, 'exit')).toEqual([0, null]);
});
