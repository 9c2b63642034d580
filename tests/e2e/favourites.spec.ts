import { callStateText, callControl, expect, people, test } from '../support/app/appTest.ts';

const { alice, bob } = people;

test('a user adds favourites with the star in the dial box, sorts them, opens a person’s card, and calls a favourite with one press', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  const dialBox = page.getByRole('combobox', { name: 'Call someone' });
  const favourites = page.getByRole('region', { name: 'Favourites' });
  await expect(favourites.getByText('Select the star next to someone')).toBeVisible();
  for (const { upn, name } of [bob, people.echo]) {
    await dialBox.fill(upn);
    await page.getByRole('option', { name: new RegExp(`${name}.* · Available`) }).waitFor();
    await page.getByRole('button', { name: new RegExp(`^Favourite: ${name}`) }).click();
    await dialBox.fill('');
  }
  const rows = favourites.getByRole('listitem');
  await expect(rows).toHaveText([/Bob Baker.*Available/, /Echo.*Available/]);
  await expect(rows.first().locator('img')).toHaveAttribute('src', /^blob:/);
  await expect(rows.last().locator('img')).toHaveCount(0);
  await favourites.getByRole('button', { name: 'Edit favourites' }).click();
  const moveUpButton = rows.last().getByRole('button', { name: /^Move Echo.* up$/ });
  await moveUpButton.focus();
  await page.keyboard.press('Enter');
  await expect(rows.first()).toHaveText(/Echo/);
  await expect(rows.first().getByRole('button', { name: /^Move Echo.* up$/ })).toBeFocused();
  await page.reload();
  await expect(rows.first()).toHaveText(/Echo/, { timeout: 20_000 });

  await favourites.getByRole('button', { name: /^Bob Baker/ }).click();
  const card = page.getByRole('dialog', { name: 'About Bob Baker' });
  await expect(card.getByText(`8:orgid:${bob.id}`)).toBeVisible();
  await expect(card.getByText(bob.upn)).toBeVisible();
  await expect(card.getByRole('link', { name: 'Open in Teams' })).toHaveAttribute(
    'href',
    'https://teams.microsoft.com/l/chat/0/0?users=bob%40fabrikam.example',
  );
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();

  await rows
    .first()
    .getByRole('button', { name: /^Call Echo/ })
    .click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await callControl(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Close' }).click();
  const recentCalls = page.getByRole('region', { name: 'Recent calls' });
  await recentCalls.getByRole('button', { name: /^Echo .* Outgoing/ }).click();
  const starButton = recentCalls.getByRole('button', { name: /^Favourite: Echo/ });
  await expect(starButton).toHaveAttribute('aria-pressed', 'true');
  await starButton.click();
  await expect(rows).toHaveText([/Bob Baker/]);
  // When the user removes the last favourite, the focus moves to the list.
  await favourites.getByRole('button', { name: 'Edit favourites' }).click();
  await rows.first().getByRole('button', { name: 'Favourite: Bob Baker' }).click();
  await expect(rows).toHaveCount(0);
  await expect(favourites).toBeFocused();
});
