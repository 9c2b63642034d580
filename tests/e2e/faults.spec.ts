import { expect, people, signInAsFarAs, test, findDialBox } from '../support/app/appTest.ts';

test('X4, X12: the user reads at sign-in that the token service is down and when the app tries again, and the app does so', async ({
  openApp,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_CONNECTION_REFUSED|503 \(Service Unavailable\)/);
  const { page } = await openApp();
  await page.route('**/api/token', (route) => route.abort('connectionrefused'));
  const alert = await signInAsFarAs(page, people.alice.upn, page.getByRole('alert'));
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
  await expect(findDialBox(page)).toBeVisible({ timeout: 40_000 });
});
