import type { Route } from '@playwright/test';
import { control, expect, inCall, people, signIn, test } from '../e2e/test.ts';
import { callEcho, controls, expectCall, watch } from './faulty.ts';

/** What befalls the renewal of the ACS token while a call is up. Fault by fault, the call stays and so does the page. */

const { alice } = people;

/** A token this short is renewed after half of what is left of it. */
const shortLife = 20;

test('the token ends in mid-call: it is renewed unseen', async ({ open, system }) => {
  const emulator = controls(system);
  await emulator.set({ tokenLifetimeSeconds: shortLife });
  const { page } = await open();
  const log = watch(page);
  await signIn(page, alice.upn);
  const ends = Date.now() + shortLife * 1000;
  await emulator.reset();
  log.forget();
  await callEcho(page);
  await expect.poll(() => log.exchanges.length, { timeout: 15_000 }).toBe(1);
  await page.waitForTimeout(Math.max(0, ends - Date.now()) + 3000);
  await expectCall(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect([log.exchanges.length, log.visits]).toEqual([1, []]);
});

const refusal = { error: { code: 'x', requestId: 'r-1' } };
const answers: Record<string, (route: Route) => Promise<void>> = {
  '401': (route) => route.fulfill({ status: 401, json: refusal }),
  '403': (route) => route.fulfill({ status: 403, json: refusal }),
  HTML: (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' }),
  '429': (route) => route.fulfill({ status: 429, json: refusal, headers: { 'retry-after': '3' } }),
  '503': (route) => route.fulfill({ status: 503, json: refusal }),
  hang: () => new Promise(() => {}),
};

for (const [fault, code, requests] of [
  // One request, and one more with a new token of the caller's.
  ['401', 'caller-rejected', 2],
  ['403', 'not-allowed', 1],
  ['HTML', 'service-answer-invalid', 1],
] as const)
  test(`the service answers ${fault} to the renewal: exactly ${requests} requests, said, and the call goes on`, async ({
    open,
    system,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 40[13]/);
    const emulator = controls(system);
    await emulator.set({ tokenLifetimeSeconds: shortLife });
    const { page } = await open();
    const log = watch(page);
    await signIn(page, alice.upn);
    await emulator.reset();
    log.forget();
    await page.route('**/api/token', (route) => answers[fault]?.(route));
    await callEcho(page);
    await expect(page.getByRole('alert').filter({ hasText: code })).toBeVisible({ timeout: 15_000 });
    await page.waitForTimeout(3000);
    await expectCall(page);
    expect([log.exchanges.length, log.visits]).toEqual([requests, []]);
  });

test('429 with Retry-After: 3 is asked again no sooner, and then all is well', async ({
  open,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 429/);
  const emulator = controls(system);
  await emulator.set({ tokenLifetimeSeconds: shortLife });
  const { page } = await open();
  const log = watch(page);
  await signIn(page, alice.upn);
  await emulator.reset();
  log.forget();
  await page.route('**/api/token', (route) => answers['429']?.(route), { times: 1 });
  await callEcho(page);
  await expect.poll(() => log.exchanges.length, { timeout: 25_000 }).toBe(2);
  const [first = 0, second = 0] = log.exchanges;
  expect(second - first).toBeGreaterThanOrEqual(3000);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectCall(page);
  expect(log.visits).toEqual([]);
});

test('the service is down past the token’s end: many tries, a banner, the call stays; back, it heals by itself', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(120_000);
  expectedErrors.push(/status of 503/);
  const emulator = controls(system);
  await emulator.set({ tokenLifetimeSeconds: shortLife });
  const { page } = await open();
  const log = watch(page);
  await signIn(page, alice.upn);
  const ends = Date.now() + shortLife * 1000;
  await emulator.reset();
  log.forget();
  await page.route('**/api/token', (route) => answers['503']?.(route));
  await callEcho(page);
  const banner = page.getByRole('alert').filter({ hasText: 'service-failed' });
  await expect(banner).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => log.exchanges.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(5);
  await page.waitForTimeout(Math.max(0, ends - Date.now()) + 5000);
  await expect(inCall(page)).toBeVisible();
  await expect(control(page, 'Hang up')).toBeEnabled();
  const before = log.exchanges.length;
  await banner.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => log.exchanges.length, { timeout: 2000 }).toBeGreaterThan(before);
  await expect(banner).toBeVisible();
  await page.unroute('**/api/token');
  await expect(banner).toHaveCount(0, { timeout: 45_000 });
  await expectCall(page);
  expect(log.visits).toEqual([]);
});

test('the service hangs: given up after 15 s, asked again, and the call goes on', async ({
  open,
  system,
}) => {
  test.setTimeout(90_000);
  const emulator = controls(system);
  // Long enough that the hanging attempt, 15 s, ends before the token.
  await emulator.set({ tokenLifetimeSeconds: 40 });
  const { page } = await open();
  const log = watch(page);
  await signIn(page, alice.upn);
  await emulator.reset();
  log.forget();
  await page.route('**/api/token', (route) => answers['hang']?.(route), { times: 1 });
  await callEcho(page);
  await expect.poll(() => log.exchanges.length, { timeout: 45_000 }).toBe(2);
  const [first = 0, second = 0] = log.exchanges;
  expect(second - first).toBeGreaterThanOrEqual(15_000);
  expect(second - first).toBeLessThan(18_000);
  await expectCall(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(log.visits).toEqual([]);
});
