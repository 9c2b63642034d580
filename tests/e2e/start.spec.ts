import { expect, test } from '../support/app/appTest.ts';

// C14 is the id of a defect that an earlier version had.
test('C14: the app requests no words for English, and offers a retry when config.json cannot be loaded', async ({
  openApp,
  url,
  expectedErrors,
}) => {
  expectedErrors.push(/503 \(Service Unavailable\)/);
  // The page first shows a picture, so that the test can record all requests of the app from the first one.
  const { page, context } = await openApp({ path: '/icon.svg' });
  const requestedPaths: string[] = [];
  page.on('request', (request) => requestedPaths.push(new URL(request.url()).pathname));
  await context.route('**/config.json', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto(url);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('config-unreadable · 503');
  expect(requestedPaths.filter((path) => /^\/assets\/.*\.json$/.test(path))).toEqual([]);
  await context.unroute('**/config.json');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
