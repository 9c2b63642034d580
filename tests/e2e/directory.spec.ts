import type { Request } from '@playwright/test';
import { expect, people, test, findDialBox } from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

test.describe('when the directory fails', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('the app explains the failure, searches again when the directory was busy, and still calls people by id', async ({
    openAppAs,
  }) => {
    const { page } = await openAppAs(alice.upn);
    const dialBox = findDialBox(page);
    const callButton = page.getByRole('button', { name: 'Call', exact: true });
    /** Replaces the handler of all later search requests. */
    const answerSearches = async (answer: Parameters<typeof page.route>[1]) => {
      await page.unroute('**/v1.0/users?**');
      await page.route('**/v1.0/users?**', answer);
    };
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };

    await answerSearches((route) => route.fulfill({ status: 403, headers, json: {} }));
    await dialBox.fill('bo');
    await expect(page.getByText('does not let this app search for people')).toBeVisible();

    let requestCount = 0;
    await answerSearches((route) => {
      requestCount++;
      return requestCount === 1
        ? route.fulfill({ status: 429, headers: { ...headers, 'retry-after': '3' }, json: {} })
        : route.continue();
    });
    await dialBox.fill('bob');
    await expect(page.getByText('The directory is busy.')).toBeVisible();
    await dialBox.fill(`8:orgid:${carol.id}`);
    await expect(page.getByText('Calls Carol Chen.')).toBeVisible();
    await expect(callButton).toBeEnabled();
    await dialBox.fill('bob');
    await expect(page.getByText('Calls Bob Baker.')).toBeVisible({ timeout: 15_000 });
    expect(requestCount).toBe(2);

    // The answer to the search for `car` arrives only after the user has typed `echo`. The app must ignore that answer.
    let releaseAnswer = () => {};
    const whenReleased = new Promise<void>((resolve) => (releaseAnswer = resolve));
    let hasSearchEnded = false;
    const isHeldSearch = (request: Request) => request.url().includes('car');
    const noteEnd = (request: Request) => (hasSearchEnded ||= isHeldSearch(request));
    page.on('requestfinished', noteEnd);
    page.on('requestfailed', noteEnd);
    await answerSearches(async (route) => {
      if (isHeldSearch(route.request())) await whenReleased;
      // The app may have aborted the request.
      await route.continue().catch(() => {});
    });
    const heldSearch = page.waitForRequest(isHeldSearch);
    await dialBox.fill('car');
    await expect(page.getByText('Searching…')).toBeVisible();
    await heldSearch;
    await dialBox.fill('echo');
    await expect(page.getByText('Calls Echo')).toBeVisible();
    releaseAnswer();
    await expect.poll(() => hasSearchEnded).toBe(true);
    // An app that did not ignore the late answer would render it in the next frame.
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await expect(page.getByText('Calls Echo')).toBeVisible();

    await answerSearches((route) => route.abort('internetdisconnected'));
    await dialBox.fill('dav');
    await expect(page.getByText('The directory cannot be reached.')).toBeVisible();
    await page.route('**/v1.0/users/**', (route) => route.abort('internetdisconnected'));
    await dialBox.fill(`8:orgid:${bob.id}`);
    await expect(callButton).toBeEnabled();
  });
});
