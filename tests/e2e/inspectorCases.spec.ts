import { expect, test, type Page } from '@playwright/test';
import { startSystem } from '../support/system.ts';
import { people, signIn } from '../support/app/appTest.ts';

/**
 * The token inspector is a dialog that explains how this sign-in got its ACS token. The dialog numbers tokens and
 * credentials as artifacts 1 to 4, or A to D, as Microsoft's article on custom Teams endpoints does. This file uses
 * Playwright's own `test`, because each test starts a system of its own.
 */

const { alice } = people;

async function openInspector(page: Page) {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Token inspector' }).click();
  const dialog = page.getByRole('dialog', { name: 'Token inspector' });
  await expect(dialog.getByRole('region', { name: 'Artifact 4 (D)' })).toBeAttached();
  return dialog;
}

test('Case 1 (a): the token inspector shows the exchange through Fabrikam’s token service, but not the service’s managed identity', async ({
  page,
}) => {
  const system = await startSystem({ case: 'fabrikam' });
  try {
    await page.goto(system.url);
    await signIn(page, alice.upn);
    const dialog = await openInspector(page);
    await expect(dialog).toContainText('Case 1, one organisation, through its own token service.');
    await expect(dialog.getByRole('region', { name: 'Artifact 2 (B)' })).toContainText('access_as_user');
    await expect(dialog.getByRole('region', { name: 'Artifact 3 (C)' })).toContainText(
      'It is never in the browser',
    );
    await expect(dialog.getByRole('region', { name: 'Artifact 4 (D)' })).toContainText('voip');
  } finally {
    await page.close();
    await system.close();
  }
});

test('Case 1 (b): the token inspector shows an exchange without a token service, with the user’s own token as artifact 3', async ({
  page,
}) => {
  const system = await startSystem({ case: 'fabrikam-direct' });
  try {
    await page.goto(system.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: alice.upn }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    // The user must consent separately to the token for the ACS resource. The app redirects without a click.
    await expect(page.getByText('Manage communication resources as you')).toBeVisible();
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
    const dialog = await openInspector(page);
    await expect(dialog).toContainText('straight from the Communication Services resource');
    await expect(dialog.getByRole('region', { name: /^Artifact 2/ })).toHaveCount(0);
    const bearerCard = dialog.getByRole('region', { name: 'Artifact 3 (C)' });
    await expect(bearerCard).toContainText('https://communication.azure.com');
    await expect(bearerCard).toContainText('This browser tab and Communication Services.');
    await expect(dialog.getByRole('region', { name: 'Artifact 4 (D)' })).toContainText('voip');
  } finally {
    await page.close();
    await system.close();
  }
});
