import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { waitForTransitions } from '../../support/app/accessible.ts';
import { walkThroughLanguages } from './languageWalk.ts';

/** The folder in which the tests save screenshots. Only `npm run write -- screenshots` sets it. */
export const screenshotFolder = process.env.SCREENSHOTS;
/** The tags of the languages in which `npm run write -- screenshots ar de` takes the pictures; empty without an argument. */
export const screenshotLanguages = (process.env.SCREENSHOT_LANGUAGES ?? '').split(',').filter(Boolean);

/** Saves what the page shows. @param path of the file in the folder of screenshots, without the ending. */
export async function saveScreenshot(page: Page, path: string): Promise<void> {
  if (!screenshotFolder) return;
  const file = join(resolve(screenshotFolder), `${path}.png`);
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
}

/** Saves a state as `<language>/<width>/<state>.png`, in the light theme, in each language that the command named. */
export async function saveInLanguages(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await walkThroughLanguages(page, name, screenshotLanguages, async (language, width) => {
    await page.evaluate(waitForTransitions);
    await saveScreenshot(page, `${language}/${width}/${name}`);
  });
}
