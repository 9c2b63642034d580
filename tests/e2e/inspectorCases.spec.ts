import { expect, test, type Page } from '@playwright/test';
import { startSystem } from '../support/system.ts';
import { people, signIn } from '../support/app/appTest.ts';

// Playwright's own `test`, because each test starts a system of its own.

const { alice } = people;

async function openInspector(page: Page) {
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Token inspector' }).click();
  const dialog = page.getByRole('dialog', { name: 'Token inspector' });
  await expect(dialog.getByRole('region', { name: 'Artifact 4 (D)' })).toBeAttached();
  return dialog;
}

test('case 1a: through Fabrikam’s service, which keeps its managed identity to itself', async ({ page }) => {
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

test('case 1b: with a direct exchange there is no artifact 2, and artifact 3 is the user’s bearer token', async ({
  page,
}) => {
  const system = await startSystem({ case: 'fabrikam-direct' });
  try {
    await page.goto(system.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: alice.upn }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    // The token for the resource needs a consent of its own, for which the app redirects by itself.
    await expect(page.getByText('Manage communication resources as you')).toBeVisible();
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
    const dialog = await openInspector(page);
    await expect(dialog).toContainText('straight from the Communication Services resource');
    await expect(dialog.getByRole('region', { name: /^Artifact 2/ })).toHaveCount(0);
    const bearer = dialog.getByRole('region', { name: 'Artifact 3 (C)' });
    await expect(bearer).toContainText('https://communication.azure.com');
    await expect(bearer).toContainText('This browser tab and Communication Services.');
    await expect(dialog.getByRole('region', { name: 'Artifact 4 (D)' })).toContainText('voip');
  } finally {
    await page.close();
    await system.close();
  }
});
