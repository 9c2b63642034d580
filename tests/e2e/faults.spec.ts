import type { Page } from '@playwright/test';
import {
  callStateText,
  callControl,
  expect,
  people,
  signIn,
  signInAtEntra,
  test,
} from '../support/app/appTest.ts';

const { alice, echo } = people;

/** Signs Alice in, where the sign-in ends with an alert. The consent page comes only at her first sign-in. @returns the alert */
async function signInUntilAlert(page: Page) {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: alice.upn }).click();
  const acceptButton = page.getByRole('button', { name: 'Accept' });
  const alert = page.getByRole('alert');
  await expect(acceptButton.or(alert)).toBeVisible();
  if (await acceptButton.isVisible()) await acceptButton.click();
  return alert;
}

test('X4, X12: the user reads at sign-in that the token service is down and when the app tries again, and the app does so', async ({
  openApp,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_CONNECTION_REFUSED|503 \(Service Unavailable\)/);
  const { page } = await openApp();
  await page.route('**/api/token', (route) => route.abort('connectionrefused'));
  const alert = await signInUntilAlert(page);
  await expect(alert).toContainText('The token service could not be reached.');
  await expect(alert).toContainText('service-unreachable');
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByText(/^Next attempt at \d+:\d\d:\d\d/)).toBeVisible();
  // The message stays although the next attempts fail in another way, and each with another request id.
  const message = await alert.textContent();
  let answerCount = 0;
  await page.unroute('**/api/token');
  await page.route('**/api/token', (route) => {
    const error = { code: 'acs_unavailable', requestId: `r-${(answerCount += 1)}` };
    return route.fulfill({ status: 503, json: { error } });
  });
  for (const expectedCount of [1, 2]) {
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(() => answerCount).toBe(expectedCount);
    await expect(page.getByText(/^Next attempt at/)).toBeVisible();
    await expect(alert).toHaveText(message ?? '');
  }
  await page.unroute('**/api/token');
  // The app is connected without a click.
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible({ timeout: 40_000 });
});

test('X14: a user whose Teams token ACS does not accept gets a new one, or else reads that the sign-in is not accepted and signs in again', async ({
  openApp,
  expectedErrors,
}) => {
  expectedErrors.push(/403 \(Forbidden\)/);
  const { page } = await openApp();
  let exchangeCount = 0;
  let acceptsToken = false;
  // Without its last characters, the token has a signature that Entra has not made.
  await page.route('**/api/token', (route) => {
    exchangeCount += 1;
    const { teamsUserAadToken: token } = route.request().postDataJSON() as { teamsUserAadToken: string };
    const sentToken = acceptsToken ? token : token.slice(0, -4);
    return route.continue({ postData: JSON.stringify({ teamsUserAadToken: sentToken }) });
  });
  const alert = await signInUntilAlert(page);
  await expect(alert).toContainText('did not accept your sign-in');
  await expect(alert).toContainText('403 acs_token_refused');
  expect(exchangeCount).toBe(2);
  acceptsToken = true;
  await alert.getByRole('button', { name: 'Sign in again' }).click();
  await signInAtEntra(page, alice.upn);
});

test('the page lists every fault of a wrong config.json at once', async ({ openApp }) => {
  const { page } = await openApp();
  await page.route('**/config.json', (route) =>
    route.fulfill({
      json: { entra: { clientId: 'x', tenant: 'common' }, tokenSource: { kind: 'service' }, secret: 'hush' },
    }),
  );
  await page.reload();
  const alert = page.getByRole('alert');
  for (const key of [
    'entra.clientId',
    'entra.tenant',
    'tokenSource.url',
    'tokenSource.scope',
    'graph',
    'secret',
  ])
    await expect(alert.getByText(key, { exact: true })).toBeVisible();
  await page.unroute('**/config.json');
  await alert.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('after the signalling connection is lost and restored, the user can place calls without a reload', async ({
  openApp,
}) => {
  const { page, context } = await openApp();
  let cutConnection = () => {};
  let isSignallingDown = false;
  await context.routeWebSocket(/\/signalling/, (socket) => {
    if (isSignallingDown) return void socket.close({ code: 1011 });
    socket.connectToServer();
    cutConnection = () => void socket.close({ code: 1011 });
  });
  await signIn(page, alice.upn);
  isSignallingDown = true;
  cutConnection();
  await expect(page.getByText('The connection was lost.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Call someone' }).fill(echo.id);
  await expect(page.getByRole('button', { name: 'Call', exact: true })).toBeDisabled();
  isSignallingDown = false;
  await expect(page.getByText('The connection was lost.')).toHaveCount(0, { timeout: 15_000 });
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await callControl(page, 'Hang up').click();
});
