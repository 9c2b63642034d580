import { decodeJwt } from 'jose';
import { expect, people, signIn, test } from '../support/app/appTest.ts';
import { callEchoWithPageClock, callEcho, expectConnectedCall } from '../support/app/faultTest.ts';
import { hiddenFrameWarning, openSignInPopup, signInBanner } from '../support/app/popup.ts';

/**
 * A claims challenge is a 401 answer, by which an API refuses a token and says which claims the next token must have. The app
 * gets that token silently, unless Entra asks the user for a step-up: a further proof, such as a second factor.
 */

/** @returns the header `WWW-Authenticate` of an API that requires these claims of an access token */
const createChallenge = (accessTokenClaims: object): string => {
  const claims = Buffer.from(JSON.stringify({ access_token: accessTokenClaims })).toString('base64');
  return `Bearer realm="", error="insufficient_claims", claims="${claims}"`;
};

test('when the token service requires a step-up, the app redirects once at the start, opens a popup in a call, and requests only that step-up', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  test.setTimeout(90_000);
  expectedErrors.push(/status of 40[01]/, hiddenFrameWarning);
  const { page, context } = await openApp();
  let requiredContext = 'c1';
  await context.route('**/api/token', async (route) => {
    const { acrs = [] } = decodeJwt<{ acrs?: string[] }>(
      route.request().headers()['authorization']?.replace('Bearer ', '') ?? '',
    );
    if (acrs.includes(requiredContext)) return route.continue();
    return route.fulfill({
      status: 401,
      // A step-up is an authentication context of Entra.
      headers: { 'www-authenticate': createChallenge({ acrs: { essential: true, value: requiredContext } }) },
      json: {},
    });
  });
  const authorizeUrls: string[] = [];
  context.on('request', (request) => {
    if (request.isNavigationRequest() && request.url().includes('/authorize?'))
      authorizeUrls.push(request.url());
  });
  /** @returns the authentication contexts that the app asked for in visible pages of Entra. */
  const listRequestedContexts = () =>
    authorizeUrls.flatMap((url) => {
      const parameters = new URL(url).searchParams;
      // With `prompt=none` Entra shows no page.
      if (parameters.get('prompt') === 'none') return [];
      return /"value":"(c\d)"/.exec(parameters.get('claims') ?? '')?.[1] ?? [];
    });
  const approveButton = page.getByRole('button', { name: 'Approve' });
  await page.addLocatorHandler(approveButton, () => approveButton.click(), { noWaitAfter: true });
  const { log, passTime, jumpToRenewal } = await callEchoWithPageClock(page, system);
  expect(listRequestedContexts()).toEqual(['c1']);

  requiredContext = 'c2';
  await jumpToRenewal();
  // After a silent attempt has timed out, the app waits for a random time and tries again. The test moves the page's clock
  // until the banner appears.
  for (let tries = 0; tries < 12 && !(await signInBanner(page).isVisible()); tries++) await passTime(10);
  await expect(signInBanner(page)).toBeVisible();
  await expectConnectedCall(page);
  expect(listRequestedContexts()).toEqual(['c1']);
  const popup = await openSignInPopup(page);
  await popup.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => popup.isClosed()).toBe(true);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await passTime(10);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectConnectedCall(page);
  expect(listRequestedContexts()).toEqual(['c1', 'c2']);
  expect(log.navigations).toEqual([]);
});

test('when Graph sends a claims challenge, the app silently gets one token with those claims, and the look-up of a person succeeds', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 401/);
  const { page, context } = await openApp();
  const sentClaims: string[] = [];
  context.on('request', (request) => {
    const claims = new URLSearchParams(request.postData() ?? '').get('claims');
    const isTokenRequest = new URL(request.url()).pathname.endsWith('/token');
    if (isTokenRequest && claims?.includes('nbf')) sentClaims.push(claims);
  });
  // The token must have been issued after a time in 2023.
  const requiredClaims = { nbf: { essential: true, value: '1700000000' } };
  const headers = {
    'www-authenticate': createChallenge(requiredClaims),
    'access-control-allow-origin': system.url,
    'access-control-expose-headers': 'www-authenticate',
  };
  await page.route('**/v1.0/users/*', (route) => route.fulfill({ status: 401, headers, json: {} }), {
    times: 1,
  });
  await signIn(page, people.alice.upn);
  await callEcho(page);
  expect(sentClaims).toHaveLength(1);
  expect(JSON.parse(sentClaims[0] ?? '')).toMatchObject({ access_token: requiredClaims });
  await expect(page.getByRole('heading', { name: 'Echo (bot)' })).toBeVisible();
});
