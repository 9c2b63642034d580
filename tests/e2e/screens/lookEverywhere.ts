import { test, type Page } from '@playwright/test';
import { waitForTransitions, findViolations } from '../../support/app/accessible.ts';
import { expect } from '../../support/app/appTest.ts';
import { findSpacingFlaws } from './measures.ts';
import { foreignStates, type StateName } from './states.ts';

/** English comes last, because the tests find buttons by their English names. */
const languages = ['ar', 'ja', 'en'] as const;
const widths = [1440, 768, 320] as const;
const themes = [
  { theme: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { theme: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { theme: 'forced colours', media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const;

/** The time that the checks of one state may take, in addition to the time of the test. */
const checkTimeMs = 120_000;

/**
 * Checks one state in each language, width and theme: axe finds no violation, nothing is wider than the window, and spaced text
 * fits. The state is reached once; then languages, widths and themes change in place.
 */
export async function lookEverywhere(page: Page, name: StateName): Promise<void> {
  const { timeout } = test.info();
  test.setTimeout(timeout + checkTimeMs);
  for (const language of foreignStates.includes(name) ? (['en'] as const) : languages) {
    if (!foreignStates.includes(name)) await showLanguage(page, language);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      for (const { theme, media } of themes) {
        await page.emulateMedia(media);
        await page.evaluate(waitForTransitions);
        expect.soft(await findViolations(page), `${name}, ${language}, ${width} px, ${theme}`).toEqual([]);
      }
      const look = `${name}, ${language}, ${width} px`;
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(overflow, `${look}: wider than the window by`).toBeLessThanOrEqual(0);
      expect.soft(await page.evaluate(findSpacingFlaws), `${look}: spaced text`).toEqual([]);
    }
  }
}

/** Changes the language as when the user chooses it in another tab, because that needs no click that would change the state. */
async function showLanguage(page: Page, language: string): Promise<void> {
  await page.evaluate((tag) => {
    const key = 'switchboard.kept.language';
    localStorage.setItem(key, JSON.stringify(tag));
    dispatchEvent(new StorageEvent('storage', { key }));
  }, language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}
