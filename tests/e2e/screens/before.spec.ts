import { expect, people, signInHeld, test } from '../../support/app/appTest.ts';
import { lookAt } from './look.ts';

/** Screens before the phone is ready, and pages other than the phone. */

const { alice, bob } = people;

test('signed out, the sign-in pages, not connected, the set-up check', async ({ open, expectedErrors }) => {
  test.setTimeout(180_000);
  expectedErrors.push(/503/);
  const { page } = await open();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await lookAt(page, 'signed-out');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: bob.upn })).toBeVisible();
  await lookAt(page, 'emulator-sign-in');
  await page.getByRole('button', { name: people.erin.upn }).click();
  await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
  await lookAt(page, 'emulator-consent');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('cancelled');
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(1);
  await lookAt(page, 'signed-out-cancelled');

  await page.route('**/api/token', (route) => route.fulfill({ status: 503 }));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: bob.upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  await expect(accept.or(page.getByRole('alert'))).toBeVisible();
  if (await accept.isVisible()) await accept.click();
  await expect(page.getByRole('alert')).toContainText('service-failed');
  await lookAt(page, 'not-connected');
  await page.unroute('**/api/token');
  await page.goto(new URL('/doctor', page.url()).href);
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 20_000 });
  await lookAt(page, 'set-up-check');
});

test('a wrong configuration, and none', { tag: '@pictures' }, async ({ open, expectedErrors }) => {
  expectedErrors.push(/404/);
  const { page } = await open();
  const wrong = { entra: { clientId: 'x' }, secret: 1 };
  await page.route('**/config.json', (route) => route.fulfill({ json: wrong }));
  await page.reload();
  await expect(page.getByRole('alert')).toBeVisible();
  await lookAt(page, 'config-faults');
  await page.route('**/config.json', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('config-unreadable');
  await lookAt(page, 'config-missing');
});

test(
  'getting ready, the token inspector, the emulator’s controls',
  { tag: '@pictures' },
  async ({ open, system }) => {
    test.setTimeout(120_000);
    const { page } = await open();
    const answer = await signInHeld(page, alice.upn, '**/api/token');
    await lookAt(page, 'connecting');
    answer();
    await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
    await page.getByRole('button', { name: 'Account' }).click();
    await lookAt(page, 'account');
    await page.getByRole('menuitem', { name: 'Token inspector' }).click();
    await expect(page.getByRole('region', { name: 'Artifact 4 (D)' })).toBeAttached();
    await lookAt(page, 'token-inspector');
    await page.goto(`${system.emulator.url}/emulator#secret=${system.emulator.secret}`);
    await expect(page.getByText(alice.upn).first()).toBeVisible();
    await lookAt(page, 'emulator-controls');
  },
);
