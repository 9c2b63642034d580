import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import { emulatorPort } from '../support/system.ts';
import { expect, people, test, findDialBox } from '../support/app/appTest.ts';

const { alice } = people;

test.afterEach(({ emulator }) => emulator.resetConditions());

const findRow = (page: Page, check: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: check, exact: true }) });

/** Opens the set-up check, and waits for its results. */
async function runSetUpCheck(page: Page): Promise<void> {
  await page.goto('/doctor');
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 20_000 });
}

const readFailures = (page: Page) =>
  page.getByRole('row').filter({ hasText: /^Fail/ }).getByRole('rowheader').allTextContents();

// These tests open `/doctor` by its path. The app has the port before the emulator's.
test.use({ baseURL: `http://localhost:${emulatorPort - 1}` });

test('without a Teams licence only that check fails, with its evidence and a remedy; a correct set-up then passes every check', async ({
  openApp,
  emulator,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  await emulator.setConditions({ noLicence: true });
  const { page } = await openApp({ path: '/doctor' });
  await expect(findRow(page, 'config.json')).toContainText('Pass');
  await expect(findRow(page, 'Consent')).toContainText('Not checkable');
  await page.getByRole('button', { name: 'Sign in to check the rest' }).click();
  await page.getByRole('button', { name: alice.upn }).click();
  const acceptButton = page.getByRole('button', { name: 'Accept' });
  await expect(acceptButton.or(findRow(page, 'Teams licence'))).toBeVisible();
  if (await acceptButton.isVisible()) await acceptButton.click();
  await expect(findRow(page, 'Teams licence')).toContainText('403 acs_licence_missing', { timeout: 20_000 });
  expect(new URL(page.url()).pathname).toBe('/doctor');
  expect(await readFailures(page)).toEqual(['Teams licence']);
  await expect(findRow(page, 'Teams licence')).toContainText('a Teams plan');
  await expectAccessible(page);
  await emulator.resetConditions();
  // For two seconds, the token service answers equal requests with the same refusal.
  await page.waitForTimeout(2_000);
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(findRow(page, 'Teams licence')).toContainText('Pass', { timeout: 20_000 });
  await expect(page.getByRole('row').filter({ hasText: /^Pass/ })).toHaveCount(14);
  await page.getByRole('link', { name: 'Back to the phone' }).click();
  await expect(findDialBox(page)).toBeVisible();
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
