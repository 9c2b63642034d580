import type { Page } from '@playwright/test';
import { localConfig } from '../../src/dev/config.ts';
import { expectAccessible } from '../support/app/accessible.ts';
import { emulatorPort, type System } from '../support/system.ts';
import { expect, people, test } from '../support/app/appTest.ts';

const { alice, bob, dave } = people;

const setConditions = async ({ emulator }: System, conditions: object): Promise<void> => {
  const response = await fetch(`${emulator.url}/emulator/conditions`, {
    method: 'POST',
    headers: { 'x-emulator-secret': emulator.secret, 'content-type': 'application/json' },
    body: JSON.stringify(conditions),
  });
  expect(response.ok).toBe(true);
};
test.afterEach(async ({ system: { emulator } }) => {
  await fetch(`${emulator.url}/emulator/conditions`, {
    method: 'DELETE',
    headers: { 'x-emulator-secret': emulator.secret },
  });
});

const row = (page: Page, check: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: check, exact: true }) });

async function checkSetUp(page: Page): Promise<void> {
  await page.goto('/doctor');
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 20_000 });
}
const failures = (page: Page) =>
  page.getByRole('row').filter({ hasText: /^Fail/ }).getByRole('rowheader').allTextContents();

test.use({ baseURL: `http://localhost:${emulatorPort - 1}` });

test('a correct set-up passes every check, and the sign-in returns to the set-up check', async ({ open }) => {
  const { page } = await open({ path: '/doctor' });
  await expect(row(page, 'config.json')).toContainText('Pass');
  await expect(row(page, 'Consent')).toContainText('Not checkable');
  await page.getByRole('button', { name: 'Sign in to check the rest' }).click();
  await page.getByRole('button', { name: alice.upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  await expect(accept.or(row(page, 'Teams licence'))).toBeVisible();
  if (await accept.isVisible()) await accept.click();
  await expect(row(page, 'Teams licence')).toContainText('Pass', { timeout: 20_000 });
  expect(new URL(page.url()).pathname).toBe('/doctor');
  await expect(page.getByRole('row').filter({ hasText: /^Pass/ })).toHaveCount(13);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Back to the phone' }).click();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
});

const conditions = [
  {
    condition: { notSpa: true },
    check: 'Redirect URIs of type SPA',
    seen: 'AADSTS9002326',
    repair: 'az rest',
  },
  {
    condition: { noServicePrincipal: true },
    check: 'Communication Services in the tenant',
    seen: 'AADSTS650052',
    repair: 'az ad sp create --id 1fd5118e-2576-4263-8130-9503064c837a',
  },
  {
    condition: { noLicence: true },
    check: 'Teams licence',
    seen: '403 acs_licence_missing',
    repair: 'a Teams plan',
  },
  { condition: { disabled: true }, check: 'Account', seen: 'AADSTS50057', repair: 'active work account' },
  {
    condition: { refuseExchange: { status: 500, code: 'InternalError' } },
    check: 'Token exchange reachable',
    seen: '503 acs_unavailable',
    repair: 'npm run doctor',
  },
];
for (const { condition, check, seen, repair } of conditions) {
  test(`${JSON.stringify(condition)}: “${check}” fails with ${seen} and a remedy`, async ({
    signedIn,
    system,
    expectedErrors,
  }) => {
    expectedErrors.push(/Failed to load resource/);
    const { page } = await signedIn(alice.upn);
    await setConditions(system, condition);
    await checkSetUp(page);
    expect(await failures(page)).toEqual([check]);
    await expect(row(page, check)).toContainText(seen);
    await expect(row(page, check)).toContainText(repair);
  });
}

test('adminConsentOnly: the app leads to the set-up check, where “Consent” fails with the administrator’s address', async ({
  open,
  system,
}) => {
  // Dave, because no test that this worker has run before signs him in: a user who has consented is not asked again.
  await setConditions(system, { adminConsentOnly: true });
  const { page } = await open();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: dave.upn }).click();
  await page.getByRole('button', { name: 'Back to the app' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('consent-by-admin-needed · AADSTS90094');
  await alert.getByRole('button', { name: 'Check the set-up' }).click();
  await page.getByRole('button', { name: 'Sign in to check the rest' }).click();
  await page.getByRole('button', { name: dave.upn }).click();
  await page.getByRole('button', { name: 'Back to the app' }).click();
  await expect(row(page, 'Consent')).toContainText('AADSTS90094');
  await expect(row(page, 'Consent')).toContainText('/v2.0/adminconsent?client_id=');
  expect(await failures(page)).toEqual(['Consent']);
});

// A user of their own for each test, because a user who has consented is not asked again.
for (const { upn, condition, check, seen } of [
  {
    upn: alice.upn,
    condition: { noAcsCors: true },
    check: 'CORS answer of the resource',
    seen: 'acs-cors-refused',
  },
  {
    upn: bob.upn,
    condition: { noRole: true },
    check: 'Azure role on the resource',
    seen: 'acs-role-missing',
  },
]) {
  test(`direct exchange, ${JSON.stringify(condition)}: “${check}” fails`, async ({
    open,
    system,
    expectedErrors,
  }) => {
    expectedErrors.push(/Failed to load resource/, /blocked by CORS policy/);
    const { page, context } = await open();
    const config = localConfig(
      { app: emulatorPort - 1, service: emulatorPort - 1, emulator: emulatorPort },
      'fabrikam-direct',
    );
    await context.route('**/config.json', (route) => route.fulfill({ json: config }));
    await setConditions(system, condition);
    await page.goto('/doctor');
    const signInButton = page.getByRole('button', { name: 'Sign in to check the rest' });
    await signInButton.click();
    await page.getByRole('button', { name: upn }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    // The token for the resource belongs to another API, which needs a consent of its own.
    await expect(row(page, 'Consent')).toContainText('AADSTS65001');
    await signInButton.click();
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(row(page, check)).toContainText(seen);
    expect(await failures(page)).toEqual([check]);
  });
}

test('a wrong config.json: the check names every fault, and skips the checks that depend on it', async ({
  open,
}) => {
  const { page, context } = await open();
  await context.route('**/config.json', (route) =>
    route.fulfill({ json: { entra: { clientId: 'x', tenant: 'common' }, graph: {} } }),
  );
  await checkSetUp(page);
  await expect(row(page, 'config.json')).toContainText('entra.clientId');
  await expect(row(page, 'config.json')).toContainText('tokenSource');
  expect(await failures(page)).toEqual(['config.json']);
});

test('the check names an unknown tenant, blocked storage and denied devices', async ({
  open,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  const { page, context } = await open();
  const { config } = system;
  const missing = '99999999-9999-4999-8999-999999999999';
  await context.route('**/config.json', (route) =>
    route.fulfill({ json: { ...config, entra: { ...config.entra, tenant: missing } } }),
  );
  await context.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  await checkSetUp(page);
  expect(await failures(page)).toEqual(['Storage in this browser', 'Tenant', 'Camera', 'Microphone']);
  await expect(row(page, 'Tenant')).toContainText('AADSTS90002');
});

test('the check names a token service that cannot be reached', async ({ signedIn, expectedErrors }) => {
  expectedErrors.push(/Failed to load resource/);
  const { page, context } = await signedIn(alice.upn);
  await context.route('**/api/token', (route) => route.abort());
  await checkSetUp(page);
  expect(await failures(page)).toEqual(['Token exchange reachable']);
});
