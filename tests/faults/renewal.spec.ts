import { expect, people, signIn, test } from '../support/app/appTest.ts';
import {
  callByClock,
  callEcho,
  expectCall,
  notice,
  routeWithFault,
  watchRequests,
} from '../support/app/faultTest.ts';
import { controls } from '../support/controls.ts';
import { sleep } from '../support/browserSleep.ts';

/** Faults during the renewal of the ACS token in a call. The call stays in each, and the tab never leaves the app. */

const { alice } = people;

test('the token expires in a call, then the machine sleeps past the next expiry: both are renewed silently', async ({
  open,
  browser,
  system,
}) => {
  test.setTimeout(120_000);
  const emulator = controls(system);
  // A lifetime so short that the app renews each token after half of it.
  await emulator.set({ tokenLifetimeSeconds: 12 });
  const { page } = await open();
  const log = watchRequests(page);
  await signIn(page, alice.upn);
  await callEcho(page);
  log.forget();
  const expectRenewal = (before: number) =>
    expect.poll(() => log.exchanges.length > before || log.requests, { timeout: 15_000 }).toBe(true);
  await expectRenewal(0);
  await sleep(browser, 13_000);
  await emulator.reset();
  const before = log.exchanges.length;
  await expectRenewal(before);
  await expectCall(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(log.visits).toEqual([]);
});

test('the token service is down, refuses, is busy, hangs or serves a page during a call: the app retries as specified, and the call stays', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(150_000);
  expectedErrors.push(/status of (400|401|403|429|503)/);
  const { page, context } = await open();
  const { log, jump, pass, passUntil, untilRenewal } = await callByClock(page, system);
  const service = await routeWithFault(page, '**/api/token');
  const expectExchanges = (times: number) => expect.poll(() => log.exchanges.length).toBe(times);
  const expectNoProblem = async () => {
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expectCall(page);
    expect(log.visits).toEqual([]);
  };
  /** Makes the app try again, as it does when the network comes back. */
  const comeOnline = async () => {
    log.forget();
    await page.evaluate(() => dispatchEvent(new Event('online')));
  };

  await test.step('down from ten to four minutes before expiry: at least five tries, then a silent renewal', async () => {
    await untilRenewal();
    service.fault = '503';
    await pass(360);
    const tries = log.exchanges.length;
    expect(tries).toBeGreaterThanOrEqual(5);
    await expectNoProblem();
    service.fault = 'none';
    await pass(40);
    await expectExchanges(tries + 1);
    await expectNoProblem();
  });

  await test.step('the machine sleeps for two hours, long past expiry: one request renews the token', async () => {
    log.forget();
    await jump('02:00:00');
    await expectExchanges(1);
    await expectNoProblem();
  });

  await test.step('401: one more try with a new caller token, then a message', async () => {
    await untilRenewal();
    service.fault = '401';
    await pass(60);
    await expectExchanges(2);
    await expect(notice(page, 'caller-rejected')).toBeVisible();
    await expectCall(page);
  });

  await test.step('403: final, so one try, and its message replaces the one before', async () => {
    service.fault = '403';
    await comeOnline();
    await expect(notice(page, 'not-allowed')).toBeVisible();
    await pass(60);
    await expectExchanges(1);
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expectCall(page);
  });

  await test.step('400: the set-up is wrong, so the set-up check opens in its own window', async () => {
    service.fault = '400';
    await comeOnline();
    const [doctor] = await Promise.all([
      context.waitForEvent('page'),
      notice(page, 'service-request-refused').getByRole('button', { name: 'Check the set-up' }).click(),
    ]);
    await expect(doctor.getByRole('heading', { name: 'Set-up check' })).toBeVisible();
    await doctor.close();
    await expectExchanges(1);
    await expectCall(page);
  });

  await test.step('a page instead of a token: the app tries again', async () => {
    service.fault = 'HTML';
    await comeOnline();
    await expectExchanges(1);
    service.fault = '429';
    await passUntil(2);
  });

  await test.step('429 with Retry-After: 30: no request before that time', async () => {
    service.fault = 'hang';
    expect(await passUntil(3)).toBeGreaterThan(28);
  });

  await test.step('no answer: the app gives up after 15 s and tries again, which succeeds', async () => {
    service.fault = 'none';
    expect(await passUntil(4)).toBeGreaterThan(13);
    await expectNoProblem();
  });

  await test.step('down past expiry: the app warns three minutes before, the call stays, and Try again tries at once', async () => {
    await untilRenewal();
    service.fault = '503';
    await pass(390, 30);
    await expectNoProblem();
    await pass(90, 15);
    const banner = notice(page, 'service-failed');
    await expect(banner).toBeVisible();
    await pass(240, 30);
    await expectCall(page);
    const tries = log.exchanges.length;
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => log.exchanges.length, { timeout: 2000 }).toBeGreaterThan(tries);
    service.fault = 'none';
    await pass(30);
    await expectNoProblem();
  });
});

test('Entra hangs, is down and is busy during a call: the app retries and never leaves the page', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(90_000);
  expectedErrors.push(/status of (429|503)/);
  const { page } = await open();
  const { log, pass, untilRenewal } = await callByClock(page, system);
  const entra = await routeWithFault(page, '**/oauth2/v2.0/token*');
  const askedAt: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/oauth2/v2.0/token')) askedAt.push(Date.now());
  });
  await untilRenewal();
  for (const fault of ['hang', '503', '429', 'HTML'] as const) {
    const before = askedAt.length;
    entra.fault = fault;
    await pass(35, 5);
    await expect.poll(() => askedAt.length, { timeout: 15_000 }).toBeGreaterThan(before);
  }
  // Without a Teams token the app asks for no exchange.
  expect(log.exchanges).toEqual([]);
  entra.fault = 'none';
  await pass(70);
  await expect.poll(() => log.exchanges.length, { timeout: 15_000 }).toBe(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectCall(page);
  expect(log.visits).toEqual([]);
});
