import type { Page } from '@playwright/test';
import { createLocalConfig } from '../../src/dev/config.ts';
import { expectAccessible } from '../support/app/accessible.ts';
import { createControls } from '../support/controls.ts';
import { emulatorPort } from '../support/system.ts';
import { expect, people, test } from '../support/app/appTest.ts';

const { alice, bob, dave } = people;

test.afterEach(({ system }) => createControls(system).resetConditions());

const findRow = (page: Page, check: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: check, exact: true }) });

/** Opens the set-up check, and waits for its results. */
async function runSetUpCheck(page: Page): Promise<void> {
  await page.goto('/doctor');
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 20_000 });
}

/** @returns the names of the checks that failed. */
const readFailures = (page: Page) =>
  page.getByRole('row').filter({ hasText: /^Fail/ }).getByRole('rowheader').allTextContents();

// These tests open `/doctor` by its path. The app has the port before the emulator's.
test.use({ baseURL: `http://localhost:${emulatorPort - 1}` });

test('a correct set-up passes every check, and a sign-in from the set-up check returns to it', async ({
  openApp,
}) => {
  const { page } = await openApp({ path: '/doctor' });
  await expect(findRow(page, 'config.json')).toContainText('Pass');
  await expect(findRow(page, 'Consent')).toContainText('Not checkable');
  await page.getByRole('button', { name: 'Sign in to check the rest' }).click();
  await page.getByRole('button', { name: alice.upn }).click();
  const acceptButton = page.getByRole('button', { name: 'Accept' });
  await expect(acceptButton.or(findRow(page, 'Teams licence'))).toBeVisible();
  if (await acceptButton.isVisible()) await acceptButton.click();
  await expect(findRow(page, 'Teams licence')).toContainText('Pass', { timeout: 20_000 });
  expect(new URL(page.url()).pathname).toBe('/doctor');
  await expect(page.getByRole('row').filter({ hasText: /^Pass/ })).toHaveCount(14);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Back to the phone' }).click();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
});

/** What the emulator refuses, the check that must find it, the evidence that the check shows, and a part of its remedy. */
for (const [condition, check, evidence, remedy] of [
  [
    { noServicePrincipal: true },
    'Communication Services in the tenant',
    'AADSTS650052',
    'az ad sp create --id 1fd5118e-2576-4263-8130-9503064c837a',
  ],
  [{ noLicence: true }, 'Teams licence', '403 acs_licence_missing', 'a Teams plan'],
] as const)
  test(`with the condition ${JSON.stringify(condition)} the check “${check}” fails with ${evidence} and a remedy`, async ({
    openAppAs,
    system,
    expectedErrors,
  }) => {
    expectedErrors.push(/Failed to load resource/);
    const { page } = await openAppAs(alice.upn);
    await createControls(system).setConditions(condition);
    await runSetUpCheck(page);
    expect(await readFailures(page)).toEqual([check]);
    await expect(findRow(page, check)).toContainText(evidence);
    await expect(findRow(page, check)).toContainText(remedy);
  });

test('when only an administrator may consent, the row “Consent” of the set-up check shows the address for the administrator', async ({
  openApp,
  system,
}) => {
  // This test signs Dave in, because no earlier test does. The emulator asks each user for consent only once.
  await createControls(system).setConditions({ userConsent: 'nothing' });
  const { page } = await openApp({ path: '/doctor' });
  await page.getByRole('button', { name: 'Sign in to check the rest' }).click();
  await page.getByRole('button', { name: dave.upn }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(findRow(page, 'Consent')).toContainText('AADSTS65004');
  await expect(findRow(page, 'Consent')).toContainText('/v2.0/adminconsent?client_id=');
  expect(await readFailures(page)).toEqual(['Consent']);
});

test('without a token service, the set-up check names the role that the person lacks on the ACS resource', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  const { page, context } = await openApp();
  const config = createLocalConfig(
    { app: emulatorPort - 1, service: emulatorPort - 1, emulator: emulatorPort },
    'fabrikam-direct',
  );
  await context.route('**/config.json', (route) => route.fulfill({ json: config }));
  await createControls(system).setConditions({ noRole: true });
  await page.goto('/doctor');
  const signInButton = page.getByRole('button', { name: 'Sign in to check the rest' });
  await signInButton.click();
  await page.getByRole('button', { name: bob.upn }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  // The token for the ACS resource belongs to another API, to which the user must consent separately.
  await expect(findRow(page, 'Consent')).toContainText('AADSTS65001');
  await signInButton.click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(findRow(page, 'Azure role on the resource')).toContainText('acs-role-missing');
  expect(await readFailures(page)).toEqual(['Azure role on the resource']);
});

test('the set-up check names every fault of a wrong config.json, and skips the checks that depend on the file', async ({
  openApp,
}) => {
  const { page, context } = await openApp();
  await context.route('**/config.json', (route) =>
    route.fulfill({ json: { entra: { clientId: 'x', tenant: 'common' }, graph: {} } }),
  );
  await runSetUpCheck(page);
  await expect(findRow(page, 'config.json')).toContainText('entra.clientId');
  await expect(findRow(page, 'config.json')).toContainText('tokenSource');
  expect(await readFailures(page)).toEqual(['config.json']);
});

test('the set-up check names an unknown tenant, blocked storage and denied devices', async ({
  openApp,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  const { page, context } = await openApp();
  const { config } = system;
  const unknownTenant = '99999999-9999-4999-8999-999999999999';
  await context.route('**/config.json', (route) =>
    route.fulfill({ json: { ...config, entra: { ...config.entra, tenant: unknownTenant } } }),
  );
  await context.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await runSetUpCheck(page);
  expect(await readFailures(page)).toEqual(['Storage in this browser', 'Tenant', 'Camera', 'Microphone']);
  await expect(findRow(page, 'Tenant')).toContainText('AADSTS90002');
});
