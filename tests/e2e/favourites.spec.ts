import { expect, people, test } from '../support/app/appTest.ts';

const { alice } = people;

test('the menu of a favourite lies on the rows below, so that a press reaches its entries', async ({
  openAppAs,
}) => {
  const { page } = await openAppAs(alice.upn);
  await page.evaluate((id) => {
    const favourites = [1, 2, 3, 4, 5, 6].map((n) => ({ id: `4:+1425555010${n}`, name: `Person ${n}` }));
    localStorage.setItem(`switchboard.kept.favourites.${id}`, JSON.stringify(favourites));
  }, alice.id);
  await page.reload();
  const rows = page.getByRole('list', { name: 'Favourites' }).getByRole('listitem');
  await rows.first().getByRole('button', { name: 'More options for Person 1' }).click({ timeout: 20_000 });
  // Playwright presses the entry only if nothing lies on it.
  await page.getByRole('menuitem', { name: 'Move Person 1 down' }).click();
  await expect(rows.first()).toHaveText(/Person 2/);
});
