import type { Page } from '@playwright/test';
import { waitForTransitions, findViolations } from '../../support/app/accessible.ts';
import { expect } from '../../support/app/appTest.ts';
import { findClippedTexts } from '../../support/app/clippedTexts.ts';
import { walkThroughLanguages } from './languageWalk.ts';
import { findSpacingFlaws } from './measures.ts';

/** The pseudo-locale, whose texts are 40 % longer than the English ones. */
const pseudoLocale = 'en-XA';
const themes = [
  { theme: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { theme: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { theme: 'forced colours', media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const;

/** Checks one state at each width in the pseudo-locale: no text is cut off, and nothing is wider than the window. */
export const lookAtLongTexts = (page: Page, name: string): Promise<void> =>
  walkThroughLanguages(page, name, [pseudoLocale], (language, width) =>
    checkTexts(page, `${name}, ${language}, ${width} px`, language),
  );

/**
 * Checks one state in each language, width and theme: axe finds no violation, nothing is wider than the window, and spaced text
 * fits. In the pseudo-locale, no text is cut off. Its colours and roles are those of English, so axe has nothing more to find.
 */
export const lookEverywhere = (page: Page, name: string): Promise<void> =>
  walkThroughLanguages(page, name, [pseudoLocale, 'ar', 'ja', 'en'], async (language, width) => {
    const look = `${name}, ${language}, ${width} px`;
    if (language !== pseudoLocale)
      for (const { theme, media } of themes) {
        await page.emulateMedia(media);
        await page.evaluate(waitForTransitions);
        expect.soft(await findViolations(page), `${look}, ${theme}`).toEqual([]);
      }
    await checkTexts(page, look, language);
  });

async function checkTexts(page: Page, look: string, language: string): Promise<void> {
  await page.evaluate(waitForTransitions);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overflow, `${look}: wider than the window by`).toBeLessThanOrEqual(0);
  if (language === pseudoLocale)
    expect.soft(await page.evaluate(findClippedTexts), `${look}: cut off`).toEqual([]);
  else expect.soft(await page.evaluate(findSpacingFlaws), `${look}: spaced text`).toEqual([]);
}
