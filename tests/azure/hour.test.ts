import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import type { ConditionChanges } from '../../src/emulator-package/controlTypes.ts';
import { startStandIn } from './emulatorTarget.ts';
import { runCommand } from './hour.ts';
import type { HourRecord } from './record/record.ts';
import { runHour } from './runHour.ts';
import { findAccountFault } from './sign-in/advice.ts';
import { signInWithDeviceCode, type DeviceCode } from './sign-in/deviceCode.ts';
import { exchange, registration } from './steps/beforeCalls.ts';
import { call } from './steps/calls.ts';

// The steps without a browser. `tests/contract/calling/liveHour.test.ts` runs the others.
const standIn = await startStandIn();
afterEach(() => standIn.controls.reset());
afterAll(() => standIn.target.close());

const file = join(mkdtempSync(join(tmpdir(), 'hour-')), 'record.json');

async function runCommandLine(...commandLine: string[]) {
  const lines: string[] = [];
  const exitCode = await runCommand(commandLine, {}, (line) => lines.push(line));
  return { exitCode, text: lines.join('\n') };
}

/** Runs the exchange with a person who answers the sign-in page in the given way. */
async function runExchange({ target, createOperator } = standIn, showCode?: () => Promise<unknown>) {
  const lines: string[] = [];
  const operator = createOperator((line) => lines.push(line));
  const record = await runHour(target, { ...operator, ...(showCode && { showCode }) }, [exchange]);
  return { step: record.steps[0], text: lines.join('\n') };
}

test('the hour records the exchange with one permission, with both, with another person’s id, and through the service', async () => {
  const { step, text } = await runExchange();
  expect(step?.outcome).toBe('completed');
  const requests = step?.observations.filter(({ kind, track }) => kind === 'request' && track !== 'sign-in');
  expect(requests?.map(({ name, value }) => [name, value])).toEqual([
    ['exchange with one permission', '401 InvalidAccessToken'],
    ['exchange with both permissions', '200'],
    ['exchange with the id of another person', '400 BadRequest'],
    ['preflight of a page', '204'],
    ['exchange with the token service', '200'],
  ]);
  expect(text).toMatch(/Costs: .*\n *Needs: /);
});

test.each<[string, ConditionChanges, RegExp]>([
  ['an application without public client flows', { noPublicClient: true }, /owner .*public client flows/],
  ['a tenant that forbids consent', { userConsent: 'nothing' }, /administrator .*must consent.*publisher/],
  ['a person without a licence', { noLicence: true }, /no Teams licence.*administrator.*assign/i],
])('after the refusal of %s, the hour says who does what', async (_, conditions, expected) => {
  // An emulator of its own, because consents of other tests stay.
  const refusing = await startStandIn();
  await refusing.controls.conditions.set(conditions);
  const { step, text } = await runExchange(refusing);
  await refusing.target.close();
  expect(step?.outcome).toBe('refused');
  expect(step?.reason).toMatch(expected);
  expect(text).toMatch(expected);
  expect(step?.reason).not.toMatch(/\n|at .*\.ts/);
});

test('the hour tells a person who does not sign in that the code has expired', async () => {
  const { step } = await runExchange(standIn, () => standIn.controls.clock.advance(16 * 60_000));
  expect(step?.reason).toMatch(/Nobody signed in within 15 minutes/);
});

test('without a browser, a step says what to install, and nobody has to sign in', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  const showCode = vi.fn<() => Promise<void>>();
  const operator = { ...standIn.createOperator(() => undefined), showCode };
  const [step] = (await runHour(standIn.target, operator, [call])).steps;
  expect(step).toMatchObject({ outcome: 'not run', reason: expect.stringContaining('CHROMIUM_PATH') });
  expect(showCode).not.toHaveBeenCalled();
});

test('the hour names missing settings before the first step', async () => {
  const target = { ...standIn.target, env: { ...standIn.target.env, API_CLIENT_ID: '' } };
  const operator = standIn.createOperator(() => undefined);
  const fault = { name: 'CommandFault', message: expect.stringContaining('API_CLIENT_ID') };
  await expect(runHour(target, operator, [registration])).rejects.toMatchObject(fault);
});

test('the command writes a record of the emulator without names and ids, and finds no difference from the emulator', async () => {
  const recorded = await runCommandLine('--stand-in', '--only', 'registration,exchange', '--out', file);
  expect(recorded).toMatchObject({ exitCode: 0, text: expect.stringContaining('NOT Azure') });
  const text = readFileSync(file, 'utf8');
  const tenant = standIn.target.env['ALLOWED_TENANTS'] ?? '!';
  for (const name of ['alice', 'archer', 'fabrikam', 'localhost', 'eyj', tenant])
    expect(text.toLowerCase()).not.toContain(name);
  const compared = await runCommandLine('--compare', file);
  expect(compared.text).toMatch(/kinder: .* \(0\)\n.*stricter: .* \(0\)\n.*Other: .* \(0\)$/);
  expect(compared.exitCode).toBe(0);

  // The same record, as if the service refused what the emulator allows.
  const record = JSON.parse(text) as HourRecord;
  const request = record.steps[1]?.observations.find(({ name }) => name === 'exchange with both permissions');
  if (request) request.value = '403 Forbidden';
  writeFileSync(file, JSON.stringify(record));
  const changed = await runCommandLine('--compare', file);
  expect(changed.text).toMatch(/kinder: .* \(1\)\n  exchange: person-1: .*403 Forbidden.*\n/);
  expect(changed.exitCode).toBe(1);
}, 60_000);

test.each([
  ['a file that does not exist', ['--compare', '/nowhere/record.json'], /^\/nowhere.* is no record/],
  ['a file that is no record', ['--compare', 'package.json'], /no record of a live hour/],
  ['a step that does not exist', ['--stand-in', '--only', 'dance'], /no step dance.*registration, exchange/],
  ['an option that does not exist', ['--fast'], /--fast.*--help/],
  ['no terminal', [], /needs a terminal.*--yes/],
])('%s ends the command with a sentence and the exit code 2', async (_, commandLine, expected) => {
  const { exitCode, text } = await runCommandLine(...commandLine);
  expect(exitCode).toBe(2);
  expect(text).toMatch(expected);
});

test('the help lists every step with its costs', async () => {
  const { text } = await runCommandLine('--help');
  expect(text).toMatch(/telephone: .*\n *Costs: About 1 ACS minute \(less than a cent\)/);
});

test('the client waits while the sign-in is pending, and waits longer after slow_down', async () => {
  const { env } = standIn.target;
  const operator = standIn.createOperator(() => undefined);
  let shownCode: DeviceCode | undefined;
  const pauses: number[] = [];
  const { ENTRA_AUTHORITY: authority = '', ALLOWED_TENANTS: tenant = '', API_CLIENT_ID: clientId = '' } = env;
  const tokens = await signInWithDeviceCode(
    { authority, tenant, clientId, scopes: ['openid', 'User.Read'] },
    async (code) => (shownCode = code),
    async (milliseconds) => {
      pauses.push(milliseconds);
      // The second request came at once, so Entra asked the client to slow down. Now the person signs in.
      if (pauses.length === 3 && shownCode) await operator.showCode('alice', shownCode);
    },
  );
  expect(pauses).toEqual([5_000, 5_000, 10_000]);
  expect(tokens.accessToken).toMatch(/^eyJ/);
});

test.each([
  ['accepts a member with both permissions', {}, /^null$/],
  ['finds a guest by the tenant', { idp: 'https://sts.windows.net/tenant-b/' }, /is a guest/],
  ['finds a guest by the claim acct', { acct: 1 }, /is a guest/],
  ['names a missing permission', { scp: 'Teams.ManageCalls' }, /lacks Teams.ManageChats. The owner .* admin/],
])('findAccountFault %s', (_title, claims, fault) => {
  const member = { scp: 'Teams.ManageCalls Teams.ManageChats', tid: 'tenant-a' };
  expect(String(findAccountFault({ ...member, ...claims }))).toMatch(fault);
});
