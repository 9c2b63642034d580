import { allow } from '../../support/app/allow.ts';
import { expect, people, test } from '../../support/app/appTest.ts';

const { alice, bob } = people;

test('a user allows profiles once, finds a colleague’s number with two clicks, and sets her presence, which colleagues see', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  const favourites = page.getByRole('region', { name: 'Favourites' });
  const card = page.getByRole('dialog', { name: 'About Bob Baker' });

  await test.step('Alice makes Bob a favourite, and allows profiles when she opens his card for the first time', async () => {
    await page.getByRole('combobox', { name: 'Call someone' }).fill(bob.upn);
    await page.getByRole('button', { name: /^Favourite: Bob Baker/ }).click();
    await page.getByRole('combobox', { name: 'Call someone' }).fill('');
    await favourites.getByRole('button', { name: /^Bob Baker/ }).click();
    await expect(card.getByText(/^To show phone numbers/)).toBeVisible();
    await allow(page);
    await expect(card.getByRole('button', { name: 'Call +1 425 555 0131' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('afterwards, one click shows the number, and another calls it', async () => {
    await page.reload();
    await favourites.getByRole('button', { name: /^Bob Baker/ }).click();
    await expect(card.getByRole('button', { name: 'Call +1 425 555 0131' })).toBeVisible();
    await expect(card.getByText('Support', { exact: true })).toBeVisible();
    await expect(card.getByText('Carol Chen')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('Alice allows the app to set her presence, and chooses Busy', async () => {
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitemradio', { name: 'Busy' }).click();
    await expect(page.getByRole('dialog', { name: 'Your presence' })).toBeVisible();
    await allow(page);
    await expect(page.getByRole('dialog', { name: 'Your presence' })).toBeHidden();
    await page.getByRole('button', { name: 'Account' }).click();
    await expect(page.getByRole('menuitemradio', { name: 'Busy' })).toBeChecked();
    await page.keyboard.press('Escape');
  });

  await test.step('Bob sees that Alice is busy', async () => {
    const { page: bobPage } = await openAppAs(bob.upn);
    await bobPage.getByRole('combobox', { name: 'Call someone' }).fill('alice');
    await expect(bobPage.getByRole('option', { name: /Alice Archer.* · Busy/ })).toBeVisible();
  });

  await test.step('Alice resets her presence', async () => {
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitemradio', { name: 'Reset presence' }).click();
  });
});
