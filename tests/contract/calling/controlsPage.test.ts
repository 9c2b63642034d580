import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { controlsAddress, startEmulator, type RunningEmulator } from '../../../src/emulator/emulator.ts';
import { servePages, type PageServer } from '../../support/pageServer.ts';
import { openBrowser, testPageModule } from '../../support/calling/builtModules.ts';
import type { AppApi } from '../../support/calling/page/openAppPage.ts';
import { openTestPage, testPageHtml, type TestPage } from '../../support/calling/testPage.ts';

/** What a developer does alone, with the emulator's page of controls beside an app. */
vi.setConfig({ testTimeout: 30_000 });

let emulator: RunningEmulator;
let app: PageServer;
let browser: Browser;
let context: BrowserContext;
let alice: TestPage<AppApi>;

const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
  const response = await fetch(`${emulator.url}/emulator/${path}`, {
    method,
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
};

beforeAll(async () => {
  const [started, testPage] = await Promise.all([
    startEmulator({ port: 0, appPort: 5173 }),
    testPageModule(),
  ]);
  emulator = started;
  browser = await openBrowser();
  app = await servePages({ '/test/': testPageHtml, '/testPage.js': testPage });
  // Both are bundled on the first request, which no page shall wait for.
  await Promise.all(['/calling.js', '/controls.js'].map((path) => fetch(emulator.url + path)));
  context = await browser.newContext();
  const { token } = await control<{ token: string }>('GET', 'token?user=alice@fabrikam.example');
  alice = await openTestPage<AppApi>(await context.newPage(), app.origin, 'openAppPage', {
    sdkModule: `${emulator.url}/calling.js`,
    token,
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await emulator?.close();
});
beforeEach(async () => {
  await control('POST', 'reset');
  await alice.run(async (app) => {
    await app.until(() => app.agent.calls.length === 0);
    app.incomingCalls.splice(0);
  });
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
  alice.run(async (app) => {
    const incoming = await app.until(() => app.incomingCalls.shift());
    app.call = await incoming.accept();
    await app.until(() => app.call.state === 'Connected');
  });
const openConnections = () => alice.run(({ openConnections }) => openConnections());

test('the page asks for the secret, or takes it from the address and removes it there', async () => {
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
  expect(await other.evaluate(() => history.length)).toBe(2);
  expect([...faults]).toEqual([]);
});

test('axe finds no violation, light or dark, and the page fits into a narrow window', async () => {
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
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(faults).toEqual([]);
});

test('a person of the directory calls Alice, and the page declines in her name', async () => {
  const page = await openControls();
  await press(page, 'Carol Chen rings');
  await alice.run(({ incomingCalls, until }) => until(() => incomingCalls[0]));
  await press(page, 'Decline Alice Archer');
  const code = await alice.run(async ({ incomingCalls, until }) => {
    const ended = await until(() => incomingCalls[0]?.callEndReason);
    return ended.code;
  });
  expect(code).toBe(603);
});

test('one click and Bob calls: his video moves, he shares his screen, stops sending, and leaves', async () => {
  const page = await openControls();
  await press(page, 'You are called');
  await answer();
  const inCall = await alice.keep(async ({ call, until }) => {
    const bob = await until(() => call.remoteParticipants[0]);
    await until(() => bob.state === 'Connected' && bob.videoStreams[0]?.isAvailable);
    await until(() => bob.videoStreams[0]?.isReceiving && bob.videoStreams[0].size.width > 0);
    return { bob };
  });
  await press(page, 'Share Bob Baker');
  await inCall.run(async ({ bob, until }) => {
    const screen = await until(() =>
      bob.videoStreams.find((stream) => stream.mediaStreamType === 'ScreenSharing' && stream.isAvailable),
    );
    await until(() => screen.isReceiving);
  });
  const focused = page.getByRole('button', { name: 'Mute Bob Baker' });
  await focused.click();
  await inCall.run(({ bob, until }) => until(() => bob.isMuted));
  // The button has another name now, and still the focus.
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Unmute');
  await press(page, 'Go silent Bob Baker');
  await inCall.run(({ bob, until }) => until(() => !bob.videoStreams.some(({ isAvailable }) => isAvailable)));
  expect(
    await inCall.run(({ bob, call, openConnections }) => [bob.state, call.state, openConnections()]),
  ).toEqual(['Connected', 'Connected', 0]);
  await press(page, 'Camera on Bob Baker');
  await inCall.run(({ bob, until }) =>
    until(() => bob.videoStreams.some(({ isAvailable, isReceiving }) => isAvailable && isReceiving)),
  );
  await press(page, 'Leave Bob Baker');
  const code = await inCall.run(async ({ call, until }) => {
    await until(() => call.state === 'Disconnected');
    return call.callEndReason?.code;
  });
  expect(code).toBe(0);
});

test('350 participants are in a meeting: all are connected, with as few connections as there are media', async () => {
  const page = await openControls();
  await press(page, 'A crowd');
  const link = await page.locator('#said code').innerText();
  const tookMs = await alice.run(async (app, meetingLink) => {
    const before = performance.now();
    app.call = app.agent.join({ meetingLink });
    await app.until(
      () =>
        app.call.remoteParticipants.length === 350 &&
        app.call.remoteParticipants.every(({ state }) => state === 'Connected'),
    );
    return performance.now() - before;
  }, link);
  console.log(`350 in a page after ${tookMs.toFixed(0)} ms`);
  // Two for the one participant with media, because its own end is in the page as well.
  expect(await openConnections()).toBe(2);
  await page.getByText('and 339 more').waitFor();
  await alice.run(({ call }) => call.hangUp());
});

test('a dead network: media and signalling stop, the call stays, and everything comes back', async () => {
  await control('POST', 'scenarios/being-called', { user: 'alice@fabrikam.example' });
  await answer();
  const inCall = await alice.keep(async ({ call, sdk, until }) => {
    const { network } = call.feature(sdk.Features.UserFacingDiagnostics);
    const bob = await until(() => call.remoteParticipants[0]);
    const isReceiving = () => bob.videoStreams[0]?.isReceiving ?? false;
    await until(isReceiving);
    return { network, bob, isReceiving };
  });
  await control('POST', 'scenarios/dead-network', { user: 'alice@fabrikam.example', seconds: 60 });
  const states = await inCall.run(async ({ agent, call, bob, network, isReceiving, until }) => {
    await until(() => Number(network.getLatest().networkReconnect?.value) === 3 && !isReceiving());
    await until(() => agent.connectionState === 'Disconnected');
    return [call.state, bob.state];
  });
  expect(states).toEqual(['Connected', 'Connected']);
  await control('POST', 'clock', { advanceMs: 60_000 });
  await inCall.run(async ({ agent, call, network, isReceiving, until }) => {
    await until(() => agent.connectionState === 'Connected');
    await until(() => Number(network.getLatest().networkReconnect?.value) === 1 && isReceiving());
    await call.hangUp();
  });
  expect(await openConnections()).toBe(0);
});
