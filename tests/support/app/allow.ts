import type { Locator, Page } from '@playwright/test';

/** Presses *Allow…* inside `area`, and accepts in Entra's popup. */
export async function allow(page: Page, area: Locator | Page): Promise<void> {
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    area.getByRole('button', { name: 'Allow…' }).click(),
  ]);
  await popup.getByRole('button', { name: 'Accept' }).click();
}
