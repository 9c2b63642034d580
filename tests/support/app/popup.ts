import type { Locator, Page } from '@playwright/test';
import { problemNotice } from './faultTest.ts';

/** Chromium logs this warning about the hidden frame in which MSAL renews a sign-in silently. */
export const hiddenFrameWarning = /An iframe which has both allow-scripts and allow-same-origin/;

export async function openPopup(button: Locator): Promise<Page> {
  const [popup] = await Promise.all([button.page().context().waitForEvent('page'), button.click()]);
  return popup;
}

/** @returns the alert that asks the user to sign in again. */
export const signInBanner = (page: Page) => problemNotice(page, 'sign-in-needed');

export const openSignInPopup = (page: Page): Promise<Page> =>
  openPopup(signInBanner(page).getByRole('button', { name: 'Sign in again' }));

/** Presses *Allow…*, or another button that asks for less, inside `area`. @returns Entra's popup */
export const openConsentPopup = (area: Locator | Page, name = 'Allow…'): Promise<Page> =>
  openPopup(area.getByRole('button', { name }).last());

/**
 * Presses *Allow…* inside `area`. Entra's popup asks the user, unless the user has consented in an earlier test. If an
 * administrator is needed, the user plays the administrator.
 */
export async function allow(area: Locator | Page): Promise<void> {
  const popup = await openConsentPopup(area);
  const accept = popup.getByRole('button', { name: /^Accept( as an administrator)?$/ });
  await accept.click().catch((cause: unknown) => {
    if (!popup.isClosed()) throw cause;
  });
}
