import { test, type Page } from '@playwright/test';
import { findCoveredControls } from '../../../src/web/fixtures/findCoveredControls.ts';
import { waitForTransitions, findViolations } from '../../support/app/accessible.ts';
import { expect } from '../../support/app/appTest.ts';
import { lookAtLongTexts, lookEverywhere } from './lookEverywhere.ts';
import { findSmallTargets } from './measures.ts';
import { saveInLanguages, saveScreenshot, screenshotFolder, screenshotLanguages } from './screenshots.ts';

const wideWindow = { width: 1280, height: 800 };
const narrowWindow = { width: 360, height: 720 };
/** A look is a window size with a colour scheme. */
const looks = [
  { look: 'wide-light', size: wideWindow, media: { colorScheme: 'light' } },
  { look: 'narrow-dark', size: narrowWindow, media: { colorScheme: 'dark' } },
  { look: 'wide-dark', size: wideWindow, media: { colorScheme: 'dark' } },
  { look: 'narrow-light', size: narrowWindow, media: { colorScheme: 'light' } },
  { look: 'wide-contrast', size: wideWindow, media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const;
/** Without screenshots, the first two looks are enough, because they cover both widths and both colour schemes. */
const checkedLooks = screenshotFolder ? looks : looks.slice(0, 2);

/**
 * Checks what the page shows, in each look: axe finds no violation, nothing is wider than the window, and in a narrow window
 * every button is large enough for a thumb. Then it checks that the longer texts of the pseudo-locale fit.
 * `npm run write -- screenshots` saves a screenshot of each look instead of the pseudo-locale, and with languages as arguments
 * only one in each language and width. In the project `accessibility`, the page is checked in every theme, language and width instead.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  if (test.info().project.name === 'accessibility') await lookEverywhere(page, name);
  else if (screenshotLanguages.length > 0) await saveInLanguages(page, name);
  else {
    for (const look of checkedLooks) await checkLook(page, name, look);
    if (!screenshotFolder) await lookAtLongTexts(page, name);
  }
  await page.setViewportSize(wideWindow);
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
}

async function checkLook(page: Page, name: string, { look, size, media }: (typeof looks)[number]) {
  await page.setViewportSize(size);
  await page.emulateMedia({ forcedColors: 'none', ...media });
  await page.evaluate(waitForTransitions);
  await saveScreenshot(page, `${name}-${look}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overflow, `${name} ${look}: wider than the window by`).toBeLessThanOrEqual(0);
  if (size === narrowWindow)
    expect.soft(await page.evaluate(findSmallTargets), `${name} ${look}: too small`).toEqual([]);
  expect.soft(await page.evaluate(findCoveredControls), `${name} ${look}: covered`).toEqual([]);
  expect.soft(await findViolations(page), `${name} ${look}`).toEqual([]);
}
