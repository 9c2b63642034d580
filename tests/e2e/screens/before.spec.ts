import { openConsentPopup } from '../../support/app/popup.ts';
import {
  expect,
  people,
  signIn,
  test,
  findDialBox,
  openView,
  signInAsFarAs,
  holdRequests,
} from '../../support/app/appTest.ts';
import { secondSystemPorts, startSystem } from '../../support/system.ts';
import { lookAt } from './look.ts';

// The screens that a user sees before calls are possible, the set-up check, the token inspector and the emulator's page.

const { alice, bob } = people;

test('the screens of a sign-in, of a failed connection and of the set-up check are accessible and fit the window', async ({
  openApp,
  expectedErrors,
}) => {
  test.setTimeout(180_000);
  expectedErrors.push(/503/);
  const { page } = await openApp();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await lookAt(page, 'signed-out');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: bob.upn })).toBeVisible();
  await lookAt(page, 'emulator-sign-in');
  await page.getByRole('button', { name: people.erin.upn }).click();
  await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
  await lookAt(page, 'emulator-consent');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('did not get the permissions');
  await expect(page.getByRole('region', { name: 'Permissions' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(1);
  await lookAt(page, 'signed-out-cancelled');

  await page.route('**/api/token', (route) => route.fulfill({ status: 503 }));
  // The alert of the cancelled sign-in goes away with the page.
  await signInAsFarAs(page, bob.upn, page.getByRole('alert'));
  await expect(page.getByRole('alert')).toContainText('service-failed');
  await lookAt(page, 'not-connected');
  await page.unroute('**/api/token');
  await page.goto(new URL('/doctor', page.url()).href);
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 20_000 });
  await lookAt(page, 'set-up-check');
});

test('the screens of a first day on which no administrator has consented are accessible and fit the window', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const system = await startSystem({ ports: secondSystemPorts, consent: 'microsoftDefault' });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(system.url);
    await signIn(page, bob.upn);
    const prompt = page.getByText(/^To show names and photos/).locator('..');
    await expect(prompt).toBeVisible();
    await lookAt(page, 'people-consent');
    await openView(page, 'Meetings');
    const popup = await openConsentPopup(page.getByRole('region', { name: 'Today' }));
    await expect(popup.getByRole('heading', { name: 'Need admin approval' })).toBeVisible();
    await lookAt(popup, 'emulator-admin-needed');
    await popup.getByRole('button', { name: 'Cancel' }).click();
    await openView(page, 'Calls');
    const peoplePopup = await openConsentPopup(prompt);
    await peoplePopup.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('button', { name: 'Allow names only…' })).toBeVisible();
    await lookAt(page, 'people-consent-denied');
    await page.getByRole('button', { name: 'Ask an administrator…' }).first().click();
    await expect(page.getByRole('dialog', { name: 'Permissions' })).toBeVisible();
    await lookAt(page, 'permissions');
  } finally {
    await context.close();
    await system.close();
  }
});

test(
  'the screens for a wrong and for a missing config.json are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openApp, expectedErrors }) => {
    expectedErrors.push(/404/);
    const { page } = await openApp();
    const wrongConfig = { entra: { clientId: 'x' }, secret: 1 };
    await page.route('**/config.json', (route) => route.fulfill({ json: wrongConfig }));
    await page.reload();
    await expect(page.getByRole('alert')).toBeVisible();
    await lookAt(page, 'config-faults');
    await page.route('**/config.json', (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await expect(page.getByRole('alert')).toContainText('config-unreadable');
    await lookAt(page, 'config-missing');
  },
);

test(
  'the connecting screen, the token inspector and the emulator’s page are accessible and fit the window',
  { tag: '@pictures' },
  async ({ openApp, system }) => {
    test.setTimeout(120_000);
    const { page } = await openApp();
    const releaseRequests = await holdRequests(page, '**/assets/sdk-*.js');
    await signInAsFarAs(page, alice.upn, page.getByRole('heading', { name: 'Getting your phone ready…' }));
    await lookAt(page, 'connecting');
    releaseRequests();
    await expect(findDialBox(page)).toBeVisible();
    await page.getByRole('button', { name: 'Account' }).click();
    await lookAt(page, 'account');
    await page.getByRole('menuitem', { name: 'Token inspector' }).click();
    await expect(page.getByRole('region', { name: 'Artifact 4 (D)' })).toBeAttached();
    await lookAt(page, 'token-inspector');
    await page.goto(`${system.emulator.url}/emulator#secret=${system.emulator.secret}`);
    await expect(page.getByText(alice.upn).first()).toBeVisible();
    await lookAt(page, 'emulator-controls');
    const assignments = page.getByRole('region', { name: 'Assignments' });
    await expect(assignments.getByRole('listitem').first()).toContainText('+1 425 555 0150, assigned');
    await page.getByRole('button', { name: 'Remove assignment of Fabrikam hotline' }).click();
    await expect(assignments.getByRole('listitem').first()).toContainText('not assigned');
    await page.getByRole('button', { name: 'Assign Fabrikam hotline' }).click();
    await page.getByRole('button', { name: 'Remove assignment of Alice Archer' }).click();
    await expect(assignments.getByRole('listitem').filter({ hasText: 'Alice Archer' })).toHaveCount(0);
    await assignments.getByLabel('Person').selectOption('Alice Archer');
    await assignments.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(assignments.getByRole('listitem').filter({ hasText: 'Alice Archer' })).toBeVisible();
  },
);
