import type { FrameLocator, Page } from '@playwright/test';
import {
  callStateText,
  chooseInAccountMenu,
  dial,
  expect,
  hangUp,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';
import { browserArguments, browserPath } from '../support/browser.ts';
import { servePages, type PageServer } from '../support/pageServer.ts';
import { secondSystemPorts, startSystem, type System } from '../support/system.ts';

const executablePath = browserPath();
// As in the browsers that people use, a framed page has storage of its own.
test.use({
  launchOptions: {
    ...(executablePath && { executablePath }),
    args: browserArguments({ partitionsStorage: true }),
  },
});

const { alice, bob } = people;
const number = '+14255550100';

/** The servers have other names than the app (`localhost`), so that the browser takes them for other sites. */
const originOf = ({ origin }: PageServer) => origin.replace('localhost', '127.0.0.1');
const appUrl = `http://localhost:${secondSystemPorts.app}/`;
const frame = `<iframe id="app" src="${appUrl}" allow="microphone; camera; autoplay" style="width:900px;height:700px"></iframe>`;

/** A page with the app in a frame. It connects, and keeps the messages that it gets. */
const partnerPage = `<!doctype html><title>CRM</title>${frame}<script>
  window.received = [];
  addEventListener('message', ({ data, source, origin }) => {
    if (origin !== '${new URL(appUrl).origin}') return;
    received.push(data);
    if (data.type === 'hello') source.postMessage({ switchboard: 1, type: 'connect' }, origin);
  });
  window.ask = (target) => frames[0].postMessage({ switchboard: 1, type: 'dial', target }, '*');
</script>`;
/** A page that floods the app beside it in the same window, and keeps what it gets. */
const hostilePage = `<!doctype html><script>
  window.received = [];
  addEventListener('message', ({ data }) => received.push(data));
  window.flood = () => {
    for (let count = 0; count < 5000; count += 1) {
      parent.frames[0].postMessage({ switchboard: 1, type: 'connect' }, '*');
      parent.frames[0].postMessage({ switchboard: 1, type: 'dial', target: '${number}' }, '*');
    }
  };
</script>`;

let partner: PageServer;
let hostile: PageServer;
let system: System;
test.beforeAll(async () => {
  hostile = await servePages({ '/': hostilePage, '/framing/': `<!doctype html>${frame}` });
  const hostileFrame = `<iframe src="${originOf(hostile)}/"></iframe>`;
  partner = await servePages({ '/': partnerPage + hostileFrame });
  system = await startSystem({
    ports: secondSystemPorts,
    integration: { origins: [originOf(partner)], embedding: true, webHook: true },
    // The company's server is down: nothing listens at this port.
    webHook: 'http://localhost:9/',
  });
});
test.afterAll(async () => {
  await Promise.all([partner.close(), hostile.close()]);
  await system.close();
});

const listTypes = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (window as unknown as { received: { type: string }[] }).received.map(({ type }) => type),
  );
const findApp = (page: Page): FrameLocator => page.frameLocator('#app');

test('a foreign site cannot show the app in a frame', async ({ browser }) => {
  const page = await browser.newPage();
  const refusals: string[] = [];
  page.on('console', (message) => refusals.push(message.text()));
  await page.goto(`${originOf(hostile)}/framing/`);
  await expect.poll(() => refusals.join('\n')).toMatch(/frame-ancestors/);
  await expect(findApp(page).getByRole('button', { name: 'Sign in' })).toHaveCount(0);
  await page.close();
});

test('an embedded phone signs in by its own window, tells its site of a call, and obeys and tells no other page', async ({
  browser,
}) => {
  // Two sign-ins, a call and 20,000 messages take more than half of the usual time on a busy machine.
  test.slow();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${originOf(partner)}/`);
  const app = findApp(page);
  // The sign-in needs a window, because Entra refuses frames, and a second press, because only a press opens Entra's window.
  const [signInWindow] = await Promise.all([
    context.waitForEvent('page'),
    app.getByRole('button', { name: 'Sign in' }).click(),
  ]);
  const [entra] = await Promise.all([
    context.waitForEvent('page'),
    signInWindow.getByRole('button', { name: 'Sign in' }).click(),
  ]);
  await entra.getByRole('button', { name: alice.upn }).click();
  // The consent page appears once for each resource, unless an earlier test has seen it.
  const accept = entra.getByRole('button', { name: 'Accept' });
  while (!entra.isClosed()) await accept.click({ timeout: 3_000 }).catch(() => {});
  await expect(app.getByRole('combobox', { name: 'Call someone' })).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => listTypes(page)).toEqual(['hello', 'connected']);

  const bobContext = await browser.newContext();
  const bobPage = await bobContext.newPage();
  await bobPage.goto(appUrl);
  await signIn(bobPage, bob.upn);
  await dial(bobPage, alice.id, 'Call');
  const card = app.getByRole('alertdialog', { name: /Incoming call/ });
  await expect(card).toBeVisible();
  await expect.poll(() => listTypes(page)).toEqual(['hello', 'connected', 'ringing']);

  // A site that hides the card under something else gets no press.
  await page.evaluate(() => {
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.style.cssText = 'position:fixed;inset:0;background:white;pointer-events:none';
    document.body.append(cover);
  });
  await card.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.waitForTimeout(1_000);
  await expect(card).toBeVisible();
  await page.evaluate(() => document.getElementById('cover')?.remove());
  await card.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expect.poll(() => listTypes(page)).toEqual(['hello', 'connected', 'ringing', 'accepted']);

  // A page of a foreign origin, beside the app.
  const hostileFrame = page.frames().find((candidate) => candidate.url().startsWith(originOf(hostile)));
  await hostileFrame?.evaluate(() => (window as unknown as { flood: () => void }).flood());
  const startedAt = Date.now();
  await app.getByRole('button', { name: 'Mute', exact: true }).click();
  await expect(app.getByRole('button', { name: 'Unmute' })).toBeVisible();
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  await expect(app.getByRole('alert')).toHaveCount(0);
  await hangUp(bobPage);
  await expect.poll(() => listTypes(page)).toEqual(['hello', 'connected', 'ringing', 'accepted', 'ended']);
  expect(await hostileFrame?.evaluate(() => (window as unknown as { received: unknown[] }).received)).toEqual(
    [],
  );

  // The site itself gets one question, and no call before the user's press.
  await page.evaluate((target) => {
    const { ask } = window as unknown as { ask: (text: string) => void };
    for (let count = 0; count < 10_000; count += 1) ask(target);
  }, number);
  const question = app.getByRole('alert').filter({ hasText: 'asks you to call +1 425 555 0100' });
  await expect(question).toHaveCount(1);
  await question.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(app.getByRole('region', { name: 'Call', exact: true })).toBeVisible();
  const listLast = async (count: number) => (await listTypes(page)).slice(-count);
  await expect.poll(() => listLast(1), { timeout: 20_000 }).toEqual(['accepted']);

  // The call ends with the framed page, and the next one tells that.
  page.on('dialog', (dialog) => void dialog.accept());
  await page
    .frames()
    .find((candidate) => candidate.url().startsWith(appUrl))
    ?.evaluate(() => location.reload());
  await expect.poll(() => listLast(3), { timeout: 30_000 }).toEqual(['hello', 'connected', 'ended']);
  await context.close();

  // Bob leaves nothing about his call with Alice on a computer that he has not called his own.
  const readStorage = () => bobPage.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  await expect.poll(readStorage).toContain(alice.name);
  await bobPage.getByRole('button', { name: 'Account' }).click();
  await expect(bobPage.getByRole('menuitem', { name: 'Sign out' })).toHaveAccessibleDescription(
    /messages about your calls are still waiting for your company’s system/,
  );
  await bobPage.keyboard.press('Escape');
  await chooseInAccountMenu(bobPage, 'Sign out');
  await expect(bobPage.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await readStorage()).not.toMatch(new RegExp(`${alice.name}|${alice.id}`));
  await bobContext.close();
});
