import { decodeJwt } from 'jose';
import { expect, people, signIn, test } from '../support/app/appTest.ts';
import { callByClock, callEcho, expectCall } from '../support/app/faultTest.ts';
import { banner, hiddenFrame, popupFrom } from '../support/app/popup.ts';

/** An API wants more than the token it was given: a claims challenge, met silently where Entra has no question. */

const { alice } = people;

/** The challenge of an API that demands an authentication context. */
const demand = (context: string): string => {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });
  return `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
};

test('an API demands a fresh proof: the app asks by one redirect at the start and by a popup in a call, for exactly that proof', async ({
  open,
  system,
  expectedErrors,
}) => {
  test.setTimeout(90_000);
  expectedErrors.push(/status of 40[01]/, hiddenFrame);
  const { page, context } = await open();
  let demanded = 'c1';
  await context.route('**/api/token', async (route) => {
    const { acrs = [] } = decodeJwt<{ acrs?: string[] }>(
      route.request().headers()['authorization']?.replace('Bearer ', '') ?? '',
    );
    if (acrs.includes(demanded)) return route.continue();
    return route.fulfill({ status: 401, headers: { 'www-authenticate': demand(demanded) }, json: {} });
  });
  const visits: string[] = [];
  context.on('request', (request) => {
    if (request.isNavigationRequest() && request.url().includes('/authorize?')) visits.push(request.url());
  });
  /** The proofs that pages of Entra's, hidden ones left out, were asked for. */
  const askedFor = () =>
    visits.flatMap((url) => {
      const asked = new URL(url).searchParams;
      return asked.get('prompt') === 'none'
        ? []
        : (/"value":"(c\d)"/.exec(asked.get('claims') ?? '')?.[1] ?? []);
    });
  const approve = page.getByRole('button', { name: 'Approve' });
  await page.addLocatorHandler(approve, () => approve.click(), { noWaitAfter: true });
  const { log, pass, untilRenewal } = await callByClock(page, system);
  expect(askedFor()).toEqual(['c1']);

  demanded = 'c2';
  await untilRenewal();
  // A silent try that is late in this page's time is tried again after a pause of chance.
  for (let tries = 0; tries < 12 && !(await banner(page).isVisible()); tries++) await pass(10);
  await expect(banner(page)).toBeVisible();
  await expectCall(page);
  expect(askedFor()).toEqual(['c1']);
  const popup = await popupFrom(context, page);
  await popup.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => popup.isClosed()).toBe(true);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await pass(10);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectCall(page);
  expect(askedFor()).toEqual(['c1', 'c2']);
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
