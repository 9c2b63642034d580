import { expect, people, signIn, test } from '../support/app/appTest.ts';
import {
  callEchoWithPageClock,
  callEcho,
  expectConnectedCall,
  problemNotice,
  routeWithFault,
  watchRequests,
} from '../support/app/faultTest.ts';
import { createControls } from '../support/controls.ts';
import { sleepBrowser } from '../support/browserSleep.ts';

/**
 * These tests let the renewal of the ACS token fail during a call. In each test the call must go on, and the tab must not leave
 * the app, for example by a redirect to Entra.
 */

const { alice } = people;

test('the app silently renews a token that expires in a call, and one that expires while the machine sleeps', async ({
  openApp,
  browser,
  system,
}) => {
  test.setTimeout(120_000);
  const emulator = createControls(system);
  // This lifetime is so short that the app renews each token after half of the lifetime.
  await emulator.setConditions({ tokenLifetimeSeconds: 12 });
  const { page } = await openApp();
  const log = watchRequests(page);
  await signIn(page, alice.upn);
  await callEcho(page);
  log.clearLists();
  /** Waits for another exchange. Without another exchange the test fails with a list of all requests. */
  const expectRenewal = (exchangeCount: number) =>
    expect.poll(() => log.exchanges.length > exchangeCount || log.requests, { timeout: 15_000 }).toBe(true);
  await expectRenewal(0);
  await sleepBrowser(browser, 13_000);
  await emulator.resetConditions();
  await expectRenewal(log.exchanges.length);
  await expectConnectedCall(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(log.navigations).toEqual([]);
});

test('while the token service is down past the end of a token, the app warns, the call goes on, and Try again sends a request at once', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  test.setTimeout(150_000);
  expectedErrors.push(/status of (400|503)/);
  const { page, context } = await openApp();
  const { log, passTime, jumpToRenewal } = await callEchoWithPageClock(page, system);
  const service = await routeWithFault(page, '**/api/token');
  const expectNoProblem = async () => {
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expectConnectedCall(page);
    expect(log.navigations).toEqual([]);
  };
  await jumpToRenewal();
  service.fault = '503';
  await passTime(390, 30);
  await expectNoProblem();
  // The app warns three minutes before the token ends.
  await passTime(90, 15);
  const banner = problemNotice(page, 'service-failed');
  await expect(banner).toBeVisible();
  await passTime(240, 30);
  await expectConnectedCall(page);
  const exchangeCount = log.exchanges.length;
  await banner.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => log.exchanges.length, { timeout: 2000 }).toBeGreaterThan(exchangeCount);

  await test.step('a refusal that another attempt cannot change offers the set-up check in a window of its own', async () => {
    service.fault = '400';
    // The app also tries again when the network comes back.
    await page.evaluate(() => dispatchEvent(new Event('online')));
    const [doctorPage] = await Promise.all([
      context.waitForEvent('page'),
      problemNotice(page, 'service-request-refused')
        .getByRole('button', { name: 'Check the set-up' })
        .click(),
    ]);
    await expect(doctorPage.getByRole('heading', { name: 'Set-up check' })).toBeVisible();
    await doctorPage.close();
    await expectConnectedCall(page);
  });

  await test.step('the next renewal succeeds, and the message goes away', async () => {
    service.fault = 'none';
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(() => log.exchanges.length).toBeGreaterThan(exchangeCount + 1);
    await expectNoProblem();
  });
});

test('when Entra hangs, is down or is busy during a call, the app retries and never leaves the page', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  test.setTimeout(90_000);
  expectedErrors.push(/status of (429|503)/);
  const { page } = await openApp();
  const { log, passTime, jumpToRenewal } = await callEchoWithPageClock(page, system);
  const entra = await routeWithFault(page, '**/oauth2/v2.0/token*');
  let tokenRequestCount = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/oauth2/v2.0/token')) tokenRequestCount += 1;
  });
  await jumpToRenewal();
  for (const fault of ['hang', '503', '429', 'HTML'] as const) {
    const countBefore = tokenRequestCount;
    entra.fault = fault;
    await passTime(35, 5);
    await expect.poll(() => tokenRequestCount, { timeout: 15_000 }).toBeGreaterThan(countBefore);
  }
  // Without a Teams token the app asks for no exchange.
  expect(log.exchanges).toEqual([]);
  entra.fault = 'none';
  await passTime(70);
  await expect.poll(() => log.exchanges.length, { timeout: 15_000 }).toBe(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectConnectedCall(page);
  expect(log.navigations).toEqual([]);
});
