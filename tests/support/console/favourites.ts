import type { Page } from '@playwright/test';

/** The list *Favourites* of the console. */
export const favouritesList = (page: Page) => page.getByRole('list', { name: 'Favourites' });

/** @returns the row of a favourite. @param name the beginning of the person's name */
export const favouriteRow = (page: Page, name: string) =>
  favouritesList(page).getByRole('listitem', { name: new RegExp(`^${name.replace(/[()]/g, '\\$&')}`) });

/** Adds people of the directory to the favourites, in this order. */
export async function addFavourites(page: Page, names: readonly string[]): Promise<void> {
  const region = page.getByRole('region', { name: 'Favourites' });
  const searchBox = region.getByRole('searchbox', { name: 'Find people' });
  for (const name of names) {
    await searchBox.fill(name);
    await region
      .getByRole('list', { name: 'Directory' })
      .getByRole('button', { name: new RegExp(`^Favourite: ${name}`) })
      .click();
  }
  await searchBox.fill('');
}
