import { callControl, callStateText, expect, people, test } from '../support/app/appTest.ts';

const { alice, bob } = people;

test('a user adds favourites by search, sorts them, opens a person’s card, and calls a favourite with one press', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  const region = page.getByRole('region', { name: 'Favourites' });
  await expect(region.getByText('select the star next to the name')).toBeVisible();
  const searchBox = region.getByRole('searchbox', { name: 'Find people' });
  for (const { name } of [bob, people.echo]) {
    await searchBox.fill(name);
    const found = region
      .getByRole('list', { name: 'Directory' })
      .getByRole('listitem', { name: new RegExp(`^${name}.*, Available$`) });
    await found.getByRole('button', { name: new RegExp(`^Favourite: ${name}`) }).click();
  }
  await searchBox.fill('');
  const list = region.getByRole('list', { name: 'Favourites' });
  const rows = list.getByRole('listitem');
  await expect(rows).toHaveText([/Bob Baker.*Available/, /Echo.*Available/]);
  await expect(rows.first().locator('img')).toHaveAttribute('src', /^blob:/);
  await expect(rows.last().locator('img')).toHaveCount(0);
  await rows
    .last()
    .getByRole('button', { name: /^More options for Echo/ })
    .click();
  await page.getByRole('menuitem', { name: /^Move Echo.* up$/ }).click();
  await expect(rows.first()).toHaveText(/Echo/);
  await expect(rows.first().getByRole('button', { name: /^More options for Echo/ })).toBeFocused();
  await page.reload();
  await expect(rows.first()).toHaveText(/Echo/, { timeout: 20_000 });

  await list.getByRole('button', { name: /^Bob Baker/ }).click();
  const card = page.getByRole('dialog', { name: 'About Bob Baker' });
  await expect(card.getByText(`8:orgid:${bob.id}`)).toBeVisible();
  await expect(card.getByText(bob.upn)).toBeVisible();
  await expect(card.getByRole('link', { name: 'Open in Teams' })).toHaveAttribute(
    'href',
    'https://teams.microsoft.com/l/chat/0/0?users=bob%40fabrikam.example',
  );
  await page.setViewportSize({ width: 1280, height: 260 });
  const isInWindow = async () => {
    const box = await card.boundingBox();
    return box !== null && box.y >= 0 && box.y + box.height <= 260;
  };
  await expect.poll(isInWindow, 'a card that is taller than the window scrolls').toBe(true);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();

  await rows.first().getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callStateText(page, 'Connected')).toBeVisible();
  await callControl(page, 'Hang up').click();
});
