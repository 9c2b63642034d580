import { expect, onTestFinished, test } from 'vitest';
import { servePages } from '../support/pageServer.ts';
import { runInProject, startCommand, startInProject, writeFiles } from './support/project.ts';

const showAddress = `
const { EMULATOR_URL, EMULATOR_PORT, EMULATOR_SECRET } = process.env;
const headers = { 'x-emulator-secret': EMULATOR_SECRET };
const health = await (await fetch(EMULATOR_URL + '/health')).json();
const { status } = await fetch('http://localhost:' + EMULATOR_PORT + '/emulator/calls', { headers });
console.log(health.status, status);
process.exit(7);`;

test('exec runs a command with the address of the emulator, stops, and passes the exit code on', () => {
  const folder = writeFiles('exec', { 'main.js': showAddress });
  const exec = (...args: string[]) =>
    runInProject('npx', ['acs-calling-emulator', 'exec', '--port', '0', ...args], folder);
  expect(exec('--', 'node', 'main.js')).toMatchObject({ status: 7, stdout: 'ready 200\n', stderr: '' });
  expect(exec('--', 'no-such-program')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('ENOENT'),
  });
  expect(exec('node', 'main.js')).toMatchObject({ status: 2, stderr: expect.stringContaining('after "--"') });
}, 60_000);

test('with --log, the emulator writes a line for each request, without the query', async () => {
  const args = ['acs-calling-emulator', '--port', '0', '--log'];
  const emulator = await startInProject('npx', args, /^sign-in names +.+$/m);
  await fetch(`${emulator.readValue('emulator')}/emulator/token?user=secret`);
  const isLogged = () => / GET \/emulator\/token 401 \d+ ms\n/.test(emulator.readOutput());
  await expect.poll(isLogged).toBe(true);
  expect(emulator.readOutput()).not.toContain('user=secret');
});

test('a second emulator, another program and a foreign SDK get a sentence each', async () => {
  const first = await startCommand();
  const port = new URL(first.readValue('emulator')).port;
  const start = (...args: string[]) => runInProject('npx', ['acs-calling-emulator', ...args]);
  expect(start('--port', port)).toMatchObject({
    status: 1,
    stderr: `An emulator already runs at http://localhost:${port}: use it, or stop it. --port or EMULATOR_PORT chooses another port; 0 means any free port.\n`,
  });
  const server = await servePages({});
  onTestFinished(() => server.close());
  const otherPort = new URL(server.origin).port;
  const other = await startInProject('npx', ['acs-calling-emulator', '--port', otherPort], /Another program/);
  expect(other.readOutput()).toContain(
    `Another program has port ${otherPort}. --port or EMULATOR_PORT chooses`,
  );
  const folder = writeFiles('old-sdk', {});
  const sdk = 'old-sdk/node_modules/@azure/communication-calling';
  writeFiles(sdk, { 'package.json': JSON.stringify({ version: '1.13.1' }) });
  const main = '../node_modules/acs-calling-emulator/main.js';
  const exec = `${main} exec --port 0 -- node --version`.split(' ');
  expect(runInProject('node', exec, folder).stderr).toContain(
    '1.13.1, but the drop-in SDK behaves like 2.0.0',
  );
}, 60_000);

test('--export keeps the state for --import, and a damaged file gets one sentence', () => {
  const set = `const headers = { 'x-emulator-secret': process.env.EMULATOR_SECRET, 'content-type': 'application/json' };
    const send = async (body) => (await fetch(process.env.EMULATOR_URL + '/emulator/conditions', { headers, ...body })).json();`;
  const folder = writeFiles('state', {
    'set.mjs': `${set} await send({ method: 'POST', body: '{"mfa":true}' });`,
    'read.mjs': `${set} console.log(JSON.stringify(await send({})));`,
    'damaged.json': '{"format": "acs-calling-emulator state", "version": 7}',
  });
  const exec = (flag: string, program: string) =>
    runInProject('npx', `acs-calling-emulator exec --port 0 ${flag} -- node ${program}`.split(' '), folder);
  expect(exec('--export state.json', 'set.mjs')).toMatchObject({ status: 0, stderr: '' });
  expect(exec('--import state.json', 'read.mjs')).toMatchObject({ stdout: '{"*":{"mfa":true}}\n' });
  expect(exec('--import damaged.json', 'read.mjs')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^damaged\.json is an export of version 7, but this emulator .*\n$/),
  });
}, 60_000);

test('--retire 2028 lists at the end what the app used, and another year is refused', () => {
  const folder = writeFiles('retire', {
    'use.mjs': `const { EMULATOR_URL, EMULATOR_SECRET } = process.env;
      const room = await fetch(EMULATOR_URL + '/rooms', { method: 'POST', body: '{}' });
      const headers = { 'x-emulator-secret': EMULATOR_SECRET };
      const uses = await (await fetch(EMULATOR_URL + '/emulator/retirement', { headers })).json();
      console.log(room.status, uses[0].does, uses[0].fate);`,
  });
  const run = (...args: string[]) =>
    runInProject('npx', ['acs-calling-emulator', 'exec', '--port', '0', ...args], folder);
  const { stdout, stderr } = run('--retire', '2028', '--', 'node', 'use.mjs');
  expect(stdout).toBe('501 ACS Rooms ends\n');
  expect(stderr).toMatch(
    /on 30 September 2028, by Microsoft's guide .*\n +ends +1 × ACS Rooms; instead: join/,
  );
  expect(run('--', 'node', 'use.mjs').stderr).toBe('');
  expect(run('--retire', '2030', '--', 'true')).toMatchObject({ status: 2 });
}, 60_000);
