import { decodeJwt } from 'jose';
import { expect, findDialBox, people, signIn, signInAsFarAs, test } from '../support/app/appTest.ts';
import { problemNotice, watchPageClock, watchRequests } from '../support/app/faultTest.ts';

/** The sign-in and the tokens of an agent (Teams Phone extensibility), who needs no token service. */

test.use({ localCase: 'extension' });

const { alice } = people;
const exchangePath = '/access/teamsExtension/:exchangeAccessToken';
const clientId = 'fa000000-0000-4000-8000-0000000000fa';

test('an agent signs in with one permission and one exchange, and asks no token service', async ({
  openApp,
  system,
}) => {
  const { page } = await openApp();
  const log = watchRequests(page);
  const whenExchanged = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().includes(exchangePath),
  );
  await signIn(page, alice.upn);
  const request = await whenExchanged;
  expect(request.url()).toBe(`${system.emulator.url}${exchangePath}?api-version=2025-06-30`);
  expect(request.postData()).toBe('{}');
  const bearer = request.headers()['authorization'] ?? '';
  expect(decodeJwt(bearer.replace('Bearer ', ''))).toMatchObject({
    aud: 'https://auth.msft.communication.azure.com',
    scp: 'TeamsExtension.ManageCalls',
    appid: clientId,
    oid: alice.id,
  });
  expect(log.exchanges).toHaveLength(1);
  expect(log.requests.filter((line) => line.includes('/api/token'))).toEqual([]);

  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Token inspector' }).click();
  const inspector = page.getByRole('dialog');
  await expect(inspector.getByRole('region')).toHaveCount(3);
  for (const [name, text] of [
    ['Entra token', 'TeamsExtension.ManageCalls'],
    ['Agent’s access token', 'voip'],
  ] as const)
    await expect(inspector.getByRole('region', { name })).toContainText(text);
  await expect(inspector).not.toContainText('Artifact');
});

test('the token is renewed through three hours, with a clock that runs ahead of the server’s', async ({
  openApp,
  emulator,
}) => {
  // The app renews a token ten minutes before it expires.
  await emulator.setConditions({ tokenLifetimeSeconds: 3600 });
  const { page } = await openApp();
  await page.clock.install({ time: Date.now() });
  await page.reload();
  await signIn(page, alice.upn);
  const log = watchRequests(page);
  const { jumpClock } = watchPageClock(page);
  for (let renewals = 0; renewals < 4; renewals++) {
    log.clearLists();
    await jumpClock('50:10');
    await expect.poll(() => log.exchanges.length, { timeout: 15_000 }).toBeGreaterThan(0);
  }
  await expect(findDialBox(page)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(log.navigations).toEqual([]);
});

test('a page that is opened during an outage of the resource connects by itself', async ({
  openApp,
  emulator,
  expectedErrors,
}) => {
  expectedErrors.push(/status of (429|503)/);
  await emulator.setConditions({
    refuseExchange: { status: 503, code: 'ServiceUnavailable', times: 2 },
  });
  const { page } = await openApp();
  await signInAsFarAs(page, alice.upn, problemNotice(page, 'acs-failed'));
  await expect(findDialBox(page)).toBeVisible({ timeout: 30_000 });

  await test.step('a busy resource (429) delays the start, and the user reads of no problem', async () => {
    await emulator.setConditions({
      refuseExchange: { status: 429, code: 'TooManyRequests', times: 1, retryAfterSeconds: 1 },
    });
    await page.reload();
    await expect(findDialBox(page).or(page.getByRole('alert'))).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});
