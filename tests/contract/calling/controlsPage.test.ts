import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { controlsAddress, startEmulator, type RunningEmulator } from '../../../src/emulator/emulator.ts';
import { servePages, type PageServer } from '../../support/pageServer.ts';
import { openBrowser } from '../../support/calling/builtModules.ts';

/** A person alone at the emulator's page, with an app open beside it. */
vi.setConfig({ testTimeout: 30_000 });

let emulator: RunningEmulator;
let app: PageServer;
let browser: Browser;
let context: BrowserContext;
let alice: Page;

const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
  const response = await fetch(`${emulator.url}/emulator/${path}`, {
    method,
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
};

/** An app: an agent, its calls, and every answered ring. */
const html = (
  origin: string,
) => `<!doctype html><meta charset="utf-8"><title>app</title><script type="module">
const sdk = await import('${origin}/calling.js');
Object.assign(globalThis, { sdk, made: [],
  async until(test, ms = 15000) { const end = Date.now() + ms; while (!(await test())) { if (Date.now() > end) throw new Error('never: ' + test); await new Promise((r) => setTimeout(r, 20)); } return test(); },
  async signIn(token) {
    globalThis.agent = await new sdk.CallClient().createTeamsCallAgent({ getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3e6 }), dispose() {} });
    agent.on('incomingCall', ({ incomingCall }) => { globalThis.ring = incomingCall; });
  },
});
const Native = RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Native { constructor(...a) { super(...a); made.push(this); } };
globalThis.ready = true;
</script>`;

/** @throws what the page threw, without its stack: vitest would look for the page's files on this machine. */
const inApp = <T>(body: string): Promise<T> =>
  alice.evaluate<T>(`(async () => {${body}})()`).catch((error: Error) => {
    throw new Error(error.message.split('\n')[0]);
  });

beforeAll(async () => {
  [emulator, browser] = await Promise.all([startEmulator({ port: 0, appPort: 5173 }), openBrowser()]);
  app = await servePages({ '/': html(emulator.url), '/favicon.ico': '' });
  // Made on the first request, which no page shall wait for.
  await Promise.all(['/calling.js', '/controls.js'].map((path) => fetch(emulator.url + path)));
  context = await browser.newContext();
  alice = await context.newPage();
  await alice.goto(app.origin);
  await alice.waitForFunction('globalThis.ready');
  const { token } = await control<{ token: string }>('GET', 'token?user=alice@fabrikam.example');
  await alice.evaluate(`signIn(${JSON.stringify(token)})`);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await emulator?.close();
});
beforeEach(async () => {
  await control('POST', 'reset');
  await inApp('await until(() => agent.calls.length === 0); globalThis.ring = undefined;');
});

const faults: string[] = [];
async function openControls(address = controlsAddress(emulator)): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.goto(address);
  return page;
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const answer = () =>
  inApp(
    `await until(() => globalThis.ring); globalThis.call = await ring.accept(); await until(() => call.state === 'Connected');`,
  );

test('the page asks for the secret, takes it from the address, and keeps it there no longer', async () => {
  const page = await openControls(`${emulator.url}/emulator`);
  await page.getByLabel('Secret').fill('wrong');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('alert').getByText('not the secret').waitFor();
  // The browser itself notes every 401.
  expect(faults.splice(0).every((text) => text.includes('401'))).toBe(true);
  await page.getByLabel('Secret').fill(emulator.secret);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'Windows' }).waitFor();
  const other = await openControls();
  await other.getByText('Live', { exact: true }).waitFor();
  expect(other.url()).toBe(`${emulator.url}/emulator`);
  expect(await other.evaluate('history.length')).toBe(2);
  expect([...faults]).toEqual([]);
});

test('it is readable by everyone: axe finds nothing, light and dark, and nothing sticks out of a narrow window', async () => {
  const page = await openControls();
  await press(page, 'You are called');
  await page.getByRole('article').waitFor();
  await press(page, 'No Teams licence');
  const found = async (axe: AxeBuilder) =>
    (await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  expect(await found(new AxeBuilder({ page }))).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await found(new AxeBuilder({ page }).withRules('color-contrast'))).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  expect(faults).toEqual([]);
});

test('whoever is in the directory rings, and is declined in her name', async () => {
  const page = await openControls();
  await press(page, 'Carol Chen rings');
  await inApp('await until(() => globalThis.ring)');
  await press(page, 'Decline Alice Archer');
  await inApp('await until(() => ring.callEndReason)');
  expect(await inApp('return ring.callEndReason.code')).toBe(603);
});

test('one click and Bob rings; his picture moves, he shares his screen, goes silent, and leaves', async () => {
  const page = await openControls();
  await press(page, 'You are called');
  await answer();
  await inApp(`
    globalThis.bob = call.remoteParticipants[0];
    await until(() => bob.state === 'Connected' && bob.videoStreams[0]?.isAvailable);
    await until(() => bob.videoStreams[0].isReceiving && bob.videoStreams[0].size.width > 0);
  `);
  await press(page, 'Share Bob Baker');
  await inApp(`
    await until(() => bob.videoStreams.some((s) => s.mediaStreamType === 'ScreenSharing' && s.isAvailable));
    const screen = bob.videoStreams.find((s) => s.mediaStreamType === 'ScreenSharing');
    await until(() => screen.isReceiving);
  `);
  const focused = page.getByRole('button', { name: 'Mute Bob Baker' });
  await focused.click();
  await inApp('await until(() => bob.isMuted)');
  // The button says something else now, and has the focus still.
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Unmute');
  await press(page, 'Go silent Bob Baker');
  await inApp(`await until(() => !bob.videoStreams.some((s) => s.isAvailable));`);
  expect(
    await inApp(`return [bob.state, call.state, made.filter((c) => c.connectionState !== 'closed').length]`),
  ).toEqual(['Connected', 'Connected', 0]);
  await press(page, 'Camera on Bob Baker');
  await inApp('await until(() => bob.videoStreams.some((s) => s.isAvailable && s.isReceiving));');
  await press(page, 'Leave Bob Baker');
  await inApp(`await until(() => call.state === 'Disconnected');`);
  expect(await inApp('return call.callEndReason.code')).toBe(0);
});

test('a crowd of 350 is in a meeting: all are connected, with as few connections as there are media', async () => {
  const page = await openControls();
  await press(page, 'A crowd');
  const link = await page.locator('#said code').innerText();
  const took = await inApp<number>(`
    const before = performance.now();
    globalThis.call = agent.join({ meetingLink: ${JSON.stringify(link)} });
    await until(() => call.remoteParticipants.length === 350 && call.remoteParticipants.every((p) => p.state === 'Connected'));
    return performance.now() - before;
  `);
  console.log(`350 in a page after ${took.toFixed(0)} ms`);
  // Two for the one that has media: its own end is in the page, too.
  expect(await inApp(`return made.filter((c) => c.connectionState !== 'closed').length`)).toBe(2);
  await page.getByText('and 339 more').waitFor();
  await inApp('await call.hangUp()');
});

test('a dead network: media and signalling are away, the call stays, and everything comes back', async () => {
  await control('POST', 'scenarios/being-called', { user: 'alice@fabrikam.example' });
  await answer();
  await inApp(`
    globalThis.network = call.feature(sdk.Features.UserFacingDiagnostics).network;
    globalThis.bob = call.remoteParticipants[0];
    await until(() => bob.videoStreams[0]?.isReceiving);
  `);
  await control('POST', 'scenarios/dead-network', { user: 'alice@fabrikam.example', seconds: 60 });
  await inApp(`
    await until(() => network.getLatest().networkReconnect?.value === 3 && !bob.videoStreams[0].isReceiving);
    await until(() => agent.connectionState === 'Disconnected', 15000);
  `);
  expect(await inApp('return [call.state, bob.state]')).toEqual(['Connected', 'Connected']);
  await control('POST', 'clock', { advanceMs: 60_000 });
  await inApp(`
    await until(() => agent.connectionState === 'Connected');
    await until(() => network.getLatest().networkReconnect?.value === 1 && bob.videoStreams[0].isReceiving);
    await call.hangUp();
  `);
  expect(await inApp(`return made.filter((c) => c.connectionState !== 'closed').length`)).toBe(0);
});
