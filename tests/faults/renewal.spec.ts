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

test('when the token service is down, refuses, is busy or hangs during a call, the app retries where that can help, and the call goes on', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  test.setTimeout(150_000);
  expectedErrors.push(/status of (400|401|403|429|503)/);
  const { page, context } = await openApp();
  const { log, jumpClock, passTime, passTimeUntilExchanges, jumpToRenewal } = await callEchoWithPageClock(
    page,
    system,
  );
  const service = await routeWithFault(page, '**/api/token');
  const expectExchanges = (count: number) => expect.poll(() => log.exchanges.length).toBe(count);
  const expectNoProblem = async () => {
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expectConnectedCall(page);
    expect(log.navigations).toEqual([]);
  };
  /** Makes the app try again, as it does when the network comes back. */
  const comeOnline = async () => {
    log.clearLists();
    await page.evaluate(() => dispatchEvent(new Event('online')));
  };

  await test.step('the service is down from ten to four minutes before expiry: the app tries at least five times, then renews silently', async () => {
    await jumpToRenewal();
    service.fault = '503';
    await passTime(360);
    const exchangeCount = log.exchanges.length;
    expect(exchangeCount).toBeGreaterThanOrEqual(5);
    await expectNoProblem();
    service.fault = 'none';
    await passTime(40);
    await expectExchanges(exchangeCount + 1);
    await expectNoProblem();
  });

  await test.step('the machine sleeps for two hours, past expiry: the app renews the token by one request', async () => {
    log.clearLists();
    await jumpClock('02:00:00');
    await expectExchanges(1);
    await expectNoProblem();
  });

  await test.step('the service answers 401: the app tries once more with a new caller token, then shows a message', async () => {
    await jumpToRenewal();
    service.fault = '401';
    await passTime(60);
    await expectExchanges(2);
    await expect(problemNotice(page, 'caller-rejected')).toBeVisible();
    await expectConnectedCall(page);
  });

  await test.step('the service answers 403: the app does not try again, and its message replaces the previous one', async () => {
    service.fault = '403';
    await comeOnline();
    await expect(problemNotice(page, 'not-allowed')).toBeVisible();
    await passTime(60);
    await expectExchanges(1);
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expectConnectedCall(page);
  });

  await test.step('the service answers 400: the app offers the set-up check, which opens in its own window', async () => {
    service.fault = '400';
    await comeOnline();
    const [doctorPage] = await Promise.all([
      context.waitForEvent('page'),
      problemNotice(page, 'service-request-refused')
        .getByRole('button', { name: 'Check the set-up' })
        .click(),
    ]);
    await expect(doctorPage.getByRole('heading', { name: 'Set-up check' })).toBeVisible();
    await doctorPage.close();
    await expectExchanges(1);
    await expectConnectedCall(page);
  });

  await test.step('the service answers with an HTML page: the app tries again', async () => {
    service.fault = 'HTML';
    await comeOnline();
    await expectExchanges(1);
    // The second request gets the 429 of the next step.
    service.fault = '429';
    await passTimeUntilExchanges(2);
  });

  await test.step('the service answers 429 with Retry-After: 30: the app sends no request for 30 s', async () => {
    // The third request gets no answer, for the next step.
    service.fault = 'hang';
    // The clock moves in steps of 2 s, so the measured time may be that much shorter.
    expect(await passTimeUntilExchanges(3)).toBeGreaterThan(28);
  });

  await test.step('the service does not answer: the app gives up after 15 s and tries again, which succeeds', async () => {
    service.fault = 'none';
    expect(await passTimeUntilExchanges(4)).toBeGreaterThan(13);
    await expectNoProblem();
  });

  await test.step('the service is down past expiry: the app warns three minutes before, the call goes on, and Try again sends a request at once', async () => {
    await jumpToRenewal();
    service.fault = '503';
    await passTime(390, 30);
    await expectNoProblem();
    await passTime(90, 15);
    const banner = problemNotice(page, 'service-failed');
    await expect(banner).toBeVisible();
    await passTime(240, 30);
    await expectConnectedCall(page);
    const exchangeCount = log.exchanges.length;
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => log.exchanges.length, { timeout: 2000 }).toBeGreaterThan(exchangeCount);
    service.fault = 'none';
    await passTime(30);
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
