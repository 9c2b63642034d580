import type { Request } from '@playwright/test';
import { expect, people, test } from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

test.describe('the directory fails', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('the app explains the failure, retries when the directory was busy, and ids still work', async ({
    signedIn,
  }) => {
    const { page } = await signedIn(alice.upn);
    const box = page.getByRole('combobox', { name: 'Call someone' });
    const call = page.getByRole('button', { name: 'Call', exact: true });
    const answerWith = async (answer: Parameters<typeof page.route>[1]) => {
      await page.unroute('**/v1.0/users?**');
      await page.route('**/v1.0/users?**', answer);
    };
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };

    await answerWith((route) => route.fulfill({ status: 403, headers, json: {} }));
    await box.fill('bo');
    await expect(page.getByText('does not let this app search for people')).toBeVisible();

    let requestCount = 0;
    await answerWith((route) => {
      requestCount++;
      return requestCount === 1
        ? route.fulfill({ status: 429, headers: { ...headers, 'retry-after': '3' }, json: {} })
        : route.continue();
    });
    await box.fill('bob');
    await expect(page.getByText('The directory is busy.')).toBeVisible();
    await box.fill(`8:orgid:${carol.id}`);
    await expect(page.getByText('Calls Carol Chen.')).toBeVisible();
    await expect(call).toBeEnabled();
    await box.fill('bob');
    await expect(page.getByText('Calls Bob Baker.')).toBeVisible({ timeout: 15_000 });
    expect(requestCount).toBe(2);

    // An answer for an earlier text arrives late, and is ignored.
    let answerLate = () => {};
    const isHeld = new Promise<void>((resolve) => (answerLate = resolve));
    let isLateOver = false;
    const isLate = (request: Request) => request.url().includes('car');
    const noteEnd = (request: Request) => (isLateOver ||= isLate(request));
    page.on('requestfinished', noteEnd);
    page.on('requestfailed', noteEnd);
    await answerWith(async (route) => {
      if (isLate(route.request())) await isHeld;
      // The app may have aborted the request.
      await route.continue().catch(() => {});
    });
    const lateRequest = page.waitForRequest(isLate);
    await box.fill('car');
    await expect(page.getByText('Searching…')).toBeVisible();
    await lateRequest;
    await box.fill('echo');
    await expect(page.getByText('Calls Echo')).toBeVisible();
    answerLate();
    await expect.poll(() => isLateOver).toBe(true);
    // The app would render the late answer in the next frame.
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await expect(page.getByText('Calls Echo')).toBeVisible();

    await answerWith((route) => route.abort('internetdisconnected'));
    await box.fill('dav');
    await expect(page.getByText('The directory cannot be reached.')).toBeVisible();
    await page.route('**/v1.0/users/**', (route) => route.abort('internetdisconnected'));
    await box.fill(`8:orgid:${bob.id}`);
    await expect(call).toBeEnabled();
  });
});

test('hostile names are shown as one short line of text, and nothing moves', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  const box = page.getByRole('combobox', { name: 'Call someone' });
  const call = page.getByRole('button', { name: 'Call', exact: true });
  const before = await call.boundingBox();
  const evil = '<img src=x onerror=alert(1)>\u202Egnirts\n'.repeat(400);
  await page.route('**/v1.0/users?**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: {
        value: [bob.id, carol.id].map((id) => ({
          id,
          displayName: evil,
          userPrincipalName: `${id}@fabrikam.example`,
          jobTitle: evil,
        })),
      },
    }),
  );
  await box.fill('evil');
  const options = page.getByRole('option');
  await expect(options).toHaveCount(2);
  expect(await options.first().textContent()).not.toContain('\u202E');
  expect((await options.first().boundingBox())?.height).toBeLessThan(64);
  expect(await call.boundingBox()).toEqual(before);
  await options.first().click();
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
