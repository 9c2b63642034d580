import { expect, test } from 'vitest';
import { runInProject, startInProject, writeFiles } from './support/project.ts';

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
