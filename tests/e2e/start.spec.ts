import { expect, test } from '../support/app/appTest.ts';

test('C14: English needs no request; a config.json that cannot be loaded has a retry button', async ({
  open,
  url,
  expectedErrors,
}) => {
  expectedErrors.push(/503 \(Service Unavailable\)/);
  const { page, context } = await open({ path: '/icon.svg' });
  const requested: string[] = [];
  page.on('request', (request) => requested.push(new URL(request.url()).pathname));
  await context.route('**/config.json', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto(url);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('config-unreadable · 503');
  expect(requested.filter((path) => path.startsWith('/locales/'))).toEqual([]);
  await context.unroute('**/config.json');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
