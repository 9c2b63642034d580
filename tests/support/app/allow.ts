import type { Locator, Page } from '@playwright/test';

/** Presses *Allow…*, or another button that asks for less, inside `area`. @returns Entra's popup */
export async function openConsentPopup(page: Page, area: Locator | Page, name = 'Allow…'): Promise<Page> {
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    area.getByRole('button', { name }).last().click(),
  ]);
  return popup;
}

/**
 * Presses *Allow…* inside `area`. Entra's popup asks the user, unless the user has consented in an earlier test. If an
 * administrator is needed, the user plays the administrator.
 */
export async function allow(page: Page, area: Locator | Page = page): Promise<void> {
  const popup = await openConsentPopup(page, area);
  const accept = popup.getByRole('button', { name: /^Accept( as an administrator)?$/ });
  await accept.click().catch((cause: unknown) => {
    if (!popup.isClosed()) throw cause;
  });
}
