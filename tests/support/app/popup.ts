import type { BrowserContext, Page } from '@playwright/test';
import { problemNotice } from './faultTest.ts';

/** Chromium logs this warning about the hidden frame in which MSAL renews a sign-in silently. */
export const hiddenFrameWarning = /An iframe which has both allow-scripts and allow-same-origin/;

/** @returns the alert that asks the user to sign in again. */
export const signInBanner = (page: Page) => problemNotice(page, 'sign-in-needed');

/** Presses *Sign in again*. @returns the popup that opens. */
export async function openSignInPopup(context: BrowserContext, page: Page): Promise<Page> {
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    signInBanner(page).getByRole('button', { name: 'Sign in again' }).click(),
  ]);
  return popup;
}
