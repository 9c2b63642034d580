import type { BrowserContext, Page } from '@playwright/test';
import { notice } from './faultTest.ts';

/** What Chromium says of the frame in which MSAL tries to sign in unseen. */
export const hiddenFrame = /An iframe which has both allow-scripts and allow-same-origin/;

/** The notice that only a sign-in helps. */
export const banner = (page: Page) => notice(page, 'sign-in-needed');

/** Presses its button. @returns the window that comes up. */
export async function popupFrom(context: BrowserContext, page: Page): Promise<Page> {
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    banner(page).getByRole('button', { name: 'Sign in again' }).click(),
  ]);
  return popup;
}
