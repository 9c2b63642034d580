import type { Locator, Page } from '@playwright/test';

/** Presses *Allow…* inside `area`. Entra's popup asks the user, unless the user has consented in an earlier test. */
export async function allow(page: Page, area: Locator | Page = page): Promise<void> {
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    area.getByRole('button', { name: 'Allow…' }).last().click(),
  ]);
  const accept = popup.getByRole('button', { name: 'Accept' });
  await accept.click().catch((cause: unknown) => {
    if (!popup.isClosed()) throw cause;
  });
}
