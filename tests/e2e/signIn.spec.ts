import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatedBuild } from '../support/system.ts';
import {
  callStateText,
  dial,
  expect,
  people,
  signIn,
  signInAsFarAs,
  test,
  findDialBox,
} from '../support/app/appTest.ts';

const { alice, carol } = people;

test('the app loads no part of the Calling SDK before sign-in, and fetches the SDK and the ACS token in parallel after sign-in', async ({
  openApp,
}) => {
  const html = readFileSync(join(emulatedBuild, 'index.html'), 'utf8');
  // The script in the page names the SDK's chunk, `/assets/sdk-…`, but no element may load it.
  expect(html).not.toMatch(/(?:href|src)="\/assets.sdk/);
  const { page } = await openApp();
  const requests: { path: string; at: number }[] = [];
  page.on('request', (request) => requests.push({ path: new URL(request.url()).pathname, at: Date.now() }));
  let tokenAnsweredAt = 0;
  page.on('response', (response) => {
    if (response.url().endsWith('/api/token')) tokenAnsweredAt = Date.now();
  });
  const listSdkRequests = () => requests.filter(({ path }) => /\/assets\/sdk-/.test(path));
  await page.waitForLoadState('networkidle');
  // A prefetch of the SDK, which must not happen, would begin within this time.
  await page.waitForTimeout(4000);
  expect(listSdkRequests()).toEqual([]);
  await signIn(page, alice.upn);
  expect(listSdkRequests()).toHaveLength(1);
  expect(listSdkRequests()[0]?.at).toBeLessThan(tokenAnsweredAt);
});

test('a user reads which permission the sign-in lacks, consents again, and can call', async ({
  openApp,
  emulator,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  await emulator.setConditions({ user: carol.upn, withheldPermissions: ['Teams.ManageChats'] });
  const { page } = await openApp();
  const alert = await signInAsFarAs(page, carol.upn, page.getByRole('alert'));
  await expect(alert).toContainText('a permission that your sign-in does not have: Teams.ManageChats');
  await expect(alert).toContainText('permission-missing · 403 acs_permission_missing');

  await emulator.resetConditions();
  await alert.getByRole('button', { name: 'Review permissions' }).click();
  // Carol has consented before. Entra shows its consent page again only because the app asks for it.
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(findDialBox(page)).toBeVisible();
  await dial(page, people.echo.id, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
});
