import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { browserArguments, browserPath } from '../support/browser.ts';
import { readExample, writeFiles } from './support/project.ts';

const guide = 'test-your-app.md';
const appPort = '28173';

/** The plugin of the Vite app, and an app in which Alice gets calls. @param kind as whom she connects. */
const createViteConfig = (port: string, emulatorPort: string) => `
import { acsCallingEmulator } from 'acs-calling-emulator/vite';
export default { plugins: [acsCallingEmulator({ port: ${emulatorPort} })], server: { port: ${port}, strictPort: true } };`;
const createApp = (kind: 'teamsUser' | 'teamsExtensionUser') => `
import { CallClient, DiagnosticQuality, Features } from '@azure/communication-calling';
import { AzureCommunicationTokenCredential } from '@azure/communication-common';
const { tokenPath } = import.meta.env.ACS_EMULATOR;
const { token } = await (await fetch(tokenPath + '?user=alice@fabrikam.example&as=${kind}')).json();
const agent = await new CallClient().createTeamsCallAgent(new AzureCommunicationTokenCredential(token));
agent.on('incomingCall', ({ incomingCall }) => {
  document.querySelector('button').onclick = async () => {
    const call = await incomingCall.accept();
    call.feature(Features.UserFacingDiagnostics).network.on('diagnosticChanged', ({ diagnostic, value }) => {
      const isWeak = diagnostic === 'networkReceiveQuality' && value !== DiagnosticQuality.Good;
      if (isWeak) document.body.prepend('Your network is weak');
    });
  };
});`;

/** The example of the guide, whose browser is the one of this machine, and whose ports are free. */
const config = `
import config from './guide.config.js';
config.use.launchOptions = ${JSON.stringify({ executablePath: browserPath() ?? undefined })};
config.use.launchOptions.args = ${JSON.stringify(browserArguments())};
export default { ...config, testMatch: '*.spec.js', timeout: 60_000, expect: { timeout: 20_000 }, reporter: 'list' };`;

/** What the guide describes besides the incoming call. */
const moreTests = `
import { expect, test } from 'acs-calling-emulator/playwright';
const query = new URLSearchParams({
  client_id: 'ca000000-0000-4000-8000-0000000000ca', response_type: 'code', scope: 'openid https://auth.msft.communication.azure.com/Teams.ManageCalls https://auth.msft.communication.azure.com/Teams.ManageChats',
  redirect_uri: 'http://localhost:${appPort}/', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256', state: 's', response_mode: 'query',
});
test('alice signs in, and the person who is unknown, a bot, or without a sign-in page gets a clear error', async ({ page, emulator, signInAs }) => {
  await page.goto('/');
  await expect(signInAs(page, 'zoe')).rejects.toThrow('has no "zoe". It has: Alice Archer');
  await expect(signInAs(page, 'echo')).rejects.toThrow('Nobody signs in as Echo');
  await expect(signInAs(page, 'alice', { timeout: 200 })).rejects.toThrow(/No sign-in page .* These people sign in: Alice Archer/);
  await page.route('http://localhost:${appPort}/?*', (route) => route.fulfill({ body: 'signed in' }));
  const address = emulator.url + '/organizations/oauth2/v2.0/authorize?' + query;
  await page.goto(address);
  await signInAs(page, 'alice', { consent: 'leave' });
  await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
  await signInAs(page, 'alice');
  await expect(page).toHaveURL(/^http:\\/\\/localhost:${appPort}\\/\\?code=/);
  await page.goto('/');
  await page.evaluate((url) => void open(url), address + '&prompt=select_account');
  await signInAs(page, 'bob');
});
test('expectations wait for both outcomes, and say what the emulator has', async ({ page, emulator, incomingCall, answeringAgent }) => {
  await expect(incomingCall({ from: 'bob', to: 'alice', timeout: 200 })).rejects.toThrow('no page has a connected call agent of Alice Archer');
  const carol = await answeringAgent('carol', { afterMs: 500 });
  const call = await incomingCall({ from: '+14255550100', to: 'carol' });
  await expect(emulator).toHaveCall({ from: '+14255550100', to: 'carol', state: 'Connected' });
  expect((await call.answeredBy()).name).toBe('Carol Chen');
  await call.act('mute');
  await carol.act('hold');
  await expect(emulator).toHaveParticipant('+14255550100', { muted: true, held: false });
  await expect(emulator).toHaveParticipant('carol', { held: true, caller: '+1 425 555 0100' });
  await expect(emulator).not.toHaveParticipant('carol', { caller: 'bob' });
  await expect(expect(emulator).toHaveCall({ from: 'bob' }, { timeout: 200 })).rejects.toThrow('Carol Chen (Joined, holds');
  setTimeout(() => void call.hangUp(), 300);
  await expect(emulator).not.toHaveCall({ to: 'carol' });
  await call.ended();
  await emulator.conditions.set({ noLicence: true }, 'alice');
  await expect(emulator).toHaveCondition('noLicence', { person: 'alice', value: true });
  expect((await emulator.clock.advance(1_000)).aheadMs).toBeGreaterThan(0);
});
test('the emulator is reset before each test, including its clock and the consents', async ({ page, emulator, signInAs }) => {
  expect((await emulator.clock.read()).aheadMs).toBe(0);
  await expect(emulator).not.toHaveCondition('noLicence', { person: 'alice' });
  expect(await emulator.calls.list()).toEqual([]);
  await page.goto(emulator.url + '/organizations/oauth2/v2.0/authorize?' + query);
  await signInAs(page, 'alice', { consent: 'leave' });
  await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
});`;

const guideConfig = readExample('playwright.config.js', guide);

/** Runs tests on an app of their own, with the guide's configuration. @returns what Playwright has printed. */
async function runTests(
  folder: string,
  [port, emulatorPort]: readonly [app: string, emulator: string],
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const cwd = writeFiles(folder, {
    'guide.config.js': guideConfig.replaceAll('5173', port).replaceAll('5174', emulatorPort),
    'playwright.config.js': config,
    'vite.config.js': createViteConfig(port, emulatorPort),
    'index.html': '<!doctype html><button>Accept</button><script type="module" src="/main.js"></script>',
    ...files,
  });
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const { stdout, stderr } = await promisify(execFile)('npx', ['playwright', 'test'], { cwd, env }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return stdout + stderr;
}

test('the fixtures of the guide ring at a Vite app, sign in, weaken the network, and check calls', async () => {
  const ring = readExample('ring.spec.js', guide);
  for (const example of [guideConfig, ring, readExample('sign-in.spec.js', guide)])
    expect(example.trim().split('\n').length).toBeLessThanOrEqual(10);
  const output = await runTests('playwright-app', [appPort, '28174'], {
    'ring.spec.js': ring,
    'network.spec.js': readExample('network.spec.js', guide),
    'clock.spec.js': readExample('clock.spec.js', guide),
    'more.spec.js': moreTests,
    'main.js': createApp('teamsUser'),
  });
  expect(output).toContain('6 passed');
}, 240_000);

test('the guide’s tests of an agent app pass', async () => {
  const output = await runTests('playwright-agent-app', ['28473', '28474'], {
    'agents.spec.js': readExample('agents.spec.js', guide),
    'main.js': createApp('teamsExtensionUser'),
  });
  expect(output).toContain('3 passed');
}, 240_000);
