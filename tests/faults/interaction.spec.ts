import type { BrowserContext, Page } from '@playwright/test';
import { expect, people, signIn, test } from '../e2e/test.ts';
import { callEcho, controls, expectCall, watch } from './faulty.ts';

/** Entra wants to see the person: in a call only by a popup that they open, outside at most one redirect in 30 s. */

const { alice, echo } = people;

/** What Chromium says of the frame in which MSAL tries to sign in unseen. */
const hiddenFrame = /An iframe which has both allow-scripts and allow-same-origin/;

const banner = (page: Page) => page.getByRole('alert').filter({ hasText: 'sign-in-needed' });

async function popupFrom(context: BrowserContext, page: Page): Promise<Page> {
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    banner(page).getByRole('button', { name: 'Sign in again' }).click(),
  ]);
  return popup;
}

test('revoked in a call: a banner, a popup that may be closed and opened again, and the call goes on', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(120_000);
  // The browser's own report of Entra's refusal to renew, and of Graph's challenge.
  expectedErrors.push(/status of 40[01]/, hiddenFrame);
  const emulator = controls(system);
  await emulator.set({ tokenLifetimeSeconds: 60 });
  const { page, context } = await open();
  const log = watch(page);
  await signIn(page, alice.upn);
  await emulator.reset();
  log.forget();
  await callEcho(page);
  await emulator.revoke(alice.upn);
  await expect(banner(page)).toBeVisible({ timeout: 45_000 });
  await expectCall(page);

  const closed = await popupFrom(context, page);
  await closed.close();
  await expect(banner(page)).toBeVisible();

  const popup = await popupFrom(context, page);
  await popup.getByRole('button', { name: alice.upn }).click();
  await expect.poll(() => popup.isClosed()).toBe(true);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect.poll(() => log.exchanges.length).toBe(1);
  await expectCall(page);
  expect(log.visits).toEqual([]);
});

test('another account in the popup is refused: the phone stays the first one’s', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(90_000);
  expectedErrors.push(/status of 40[01]/, hiddenFrame);
  const emulator = controls(system);
  await emulator.set({ tokenLifetimeSeconds: 60 });
  const { page, context } = await open();
  const log = watch(page);
  await signIn(page, alice.upn);
  await emulator.reset();
  log.forget();
  await callEcho(page);
  await emulator.revoke(alice.upn);
  await expect(banner(page)).toBeVisible({ timeout: 45_000 });
  const popup = await popupFrom(context, page);
  await popup.getByRole('button', { name: people.bob.upn }).click();
  const accept = popup.getByRole('button', { name: 'Accept' });
  // Only if Bob has not consented in a test before this one.
  await Promise.race([accept.click(), popup.waitForEvent('close')]);
  await expect(page.getByRole('alert').filter({ hasText: 'other-account' })).toBeVisible();
  await expect(banner(page)).toBeVisible();
  await expectCall(page);
  expect(log.visits).toEqual([]);
});

test('renewal is refused again and again (AADSTS700084): one redirect by itself, then a button', async ({
  open,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 400/, hiddenFrame);
  const emulator = controls(system);
  // So short that every token is renewed before it is used.
  await emulator.set({ tokenLifetimeSeconds: 600 });
  const { page, context } = await open();
  await signIn(page, alice.upn);
  const log = watch(page);
  await context.route('**/oauth2/v2.0/token*', async (route) => {
    const isRenewal = route.request().postData()?.includes('grant_type=refresh_token') ?? false;
    if (!isRenewal) return route.continue();
    return route.fulfill({
      status: 400,
      headers: { 'access-control-allow-origin': system.url },
      json: {
        error: 'invalid_grant',
        error_description: 'AADSTS700084: The refresh token was issued to a single page app (SPA).',
        error_codes: [700084],
      },
    });
  });
  // As where third parties' cookies are blocked: Entra does not know who is there in a hidden frame.
  await context.route('**/oauth2/v2.0/authorize?*', (route) => {
    const asked = new URL(route.request().url()).searchParams;
    if (asked.get('prompt') !== 'none') return route.continue();
    const answer = new URLSearchParams({
      error: 'login_required',
      error_description: 'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
      state: asked.get('state') ?? '',
    });
    const location = `${asked.get('redirect_uri')}#${answer}`;
    return route.fulfill({ status: 302, headers: { location } });
  });
  await page.reload();
  await expect(banner(page)).toBeVisible({ timeout: 30_000 });
  await page.waitForTimeout(3000);
  const authorizations = log.visits.filter((url) => url.includes('/authorize?'));
  expect(authorizations).toHaveLength(1);
  await context.unroute('**/oauth2/v2.0/token*');
  await banner(page).getByRole('button', { name: 'Sign in again' }).click();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  await emulator.reset();
});

test('the sign-in’s 24 hours are nearly over: said before, and mended by a popup in a call', async ({
  open,
}) => {
  const { page, context } = await open();
  await signIn(page, alice.upn);
  await page.evaluate(() => {
    const almost = Date.now() - (24 * 60 - 20) * 60_000;
    sessionStorage.setItem('switchboard.signedInAt', String(almost));
  });
  await page.reload();
  const soon = page.getByRole('alert').filter({ hasText: 'sign-in-ends-soon' });
  await expect(soon).toBeVisible();
  const log = watch(page);
  await page.getByRole('combobox', { name: 'Call someone' }).fill(echo.id);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expectCall(page);
  const opened = context.waitForEvent('page');
  await soon.getByRole('button', { name: 'Sign in again' }).click();
  // Entra knows the person and asks nothing: the popup comes and goes.
  await opened;
  await expect(soon).toHaveCount(0);
  const since = await page.evaluate(() => Number(sessionStorage.getItem('switchboard.signedInAt')));
  expect(Math.abs(Date.now() - since)).toBeLessThan(30_000);
  await expectCall(page);
  expect(log.visits).toEqual([]);
});

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;

for (const [api, path, status] of [
  ['our service', '**/api/token', 'exchange'],
  ['Graph', '**/v1.0/users/*', 'look-up'],
] as const)
  test(`${api} challenges with claims: one silent renewal with exactly those, then the ${status} succeeds`, async ({
    open,
    system,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 401/);
    const { page, context } = await open();
    const asked: string[] = [];
    context.on('request', (request) => {
      const wanted = new URLSearchParams(request.postData() ?? '').get('claims');
      if (new URL(request.url()).pathname.endsWith('/token') && wanted?.includes('nbf')) asked.push(wanted);
    });
    const answered: number[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'OPTIONS') return;
      if (/\/api\/token$|\/v1\.0\/users\//.test(response.url())) answered.push(response.status());
    });
    const headers = {
      'www-authenticate': challenge,
      'access-control-allow-origin': system.url,
      'access-control-expose-headers': 'www-authenticate',
    };
    await page.route(path, (route) => route.fulfill({ status: 401, headers, json: {} }), { times: 1 });
    await signIn(page, alice.upn);
    await callEcho(page);
    expect(asked).toHaveLength(1);
    expect(JSON.parse(asked[0] ?? '')).toMatchObject(JSON.parse(claims) as Record<string, unknown>);
    expect(answered.filter((code) => code === 401)).toHaveLength(1);
    await expect(page.getByRole('heading', { name: 'Echo (bot)' })).toBeVisible();
  });
