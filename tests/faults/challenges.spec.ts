import { decodeJwt } from 'jose';
import { expect, people, signIn, test } from '../support/app/appTest.ts';
import { callByClock, callEcho, expectCall } from '../support/app/faultTest.ts';
import { hiddenFrameWarning, openSignInPopup, signInBanner } from '../support/app/popup.ts';

/** Claims challenges: an API asks for more than its token holds. The app answers silently if Entra needs no step-up. */

const { alice } = people;

/** @returns the challenge of an API that requires an authentication context. */
const challengeFor = (context: string): string => {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });
  return `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
};

test('an API demands a fresh proof: the app asks by one redirect at the start and by a popup in a call, for exactly that proof', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(90_000);
  expectedErrors.push(/status of 40[01]/, hiddenFrameWarning);
  const { page, context } = await open();
  let requiredContext = 'c1';
  await context.route('**/api/token', async (route) => {
    const { acrs = [] } = decodeJwt<{ acrs?: string[] }>(
      route.request().headers()['authorization']?.replace('Bearer ', '') ?? '',
    );
    if (acrs.includes(requiredContext)) return route.continue();
    return route.fulfill({
      status: 401,
      headers: { 'www-authenticate': challengeFor(requiredContext) },
      json: {},
    });
  });
  const visits: string[] = [];
  context.on('request', (request) => {
    if (request.isNavigationRequest() && request.url().includes('/authorize?')) visits.push(request.url());
  });
  /** The authentication contexts that visible pages of Entra were asked for. */
  const requestedContexts = () =>
    visits.flatMap((url) => {
      const parameters = new URL(url).searchParams;
      return parameters.get('prompt') === 'none'
        ? []
        : (/"value":"(c\d)"/.exec(parameters.get('claims') ?? '')?.[1] ?? []);
    });
  const approve = page.getByRole('button', { name: 'Approve' });
  await page.addLocatorHandler(approve, () => approve.click(), { noWaitAfter: true });
  const { log, pass, untilRenewal } = await callByClock(page, system);
  expect(requestedContexts()).toEqual(['c1']);

  requiredContext = 'c2';
  await untilRenewal();
  // A silent attempt that times out on the page's clock is repeated after a random pause.
  for (let tries = 0; tries < 12 && !(await signInBanner(page).isVisible()); tries++) await pass(10);
  await expect(signInBanner(page)).toBeVisible();
  await expectCall(page);
  expect(requestedContexts()).toEqual(['c1']);
  const popup = await openSignInPopup(context, page);
  await popup.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => popup.isClosed()).toBe(true);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await pass(10);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectCall(page);
  expect(requestedContexts()).toEqual(['c1', 'c2']);
  expect(log.visits).toEqual([]);
});

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
const challenge = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;

for (const [api, path, status] of [
  ['our service', '**/api/token', 'exchange'],
  ['Graph', '**/v1.0/users/*', 'look-up'],
] as const)
  test(`${api} challenges with claims: the app renews once silently with exactly those claims, then the ${status} succeeds`, async ({
    open,
    system,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 401/);
    const { page, context } = await open();
    const sentClaims: string[] = [];
    context.on('request', (request) => {
      const sent = new URLSearchParams(request.postData() ?? '').get('claims');
      if (new URL(request.url()).pathname.endsWith('/token') && sent?.includes('nbf')) sentClaims.push(sent);
    });
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'OPTIONS') return;
      if (/\/api\/token$|\/v1\.0\/users\//.test(response.url())) statuses.push(response.status());
    });
    const headers = {
      'www-authenticate': challenge,
      'access-control-allow-origin': system.url,
      'access-control-expose-headers': 'www-authenticate',
    };
    await page.route(path, (route) => route.fulfill({ status: 401, headers, json: {} }), { times: 1 });
    await signIn(page, alice.upn);
    await callEcho(page);
    expect(sentClaims).toHaveLength(1);
    expect(JSON.parse(sentClaims[0] ?? '')).toMatchObject(JSON.parse(claims) as Record<string, unknown>);
    expect(statuses.filter((code) => code === 401)).toHaveLength(1);
    await expect(page.getByRole('heading', { name: 'Echo (bot)' })).toBeVisible();
  });
