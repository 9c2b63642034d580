import { test, type Page } from '@playwright/test';
import { expect } from '../../support/app/appTest.ts';

const widths = [1440, 768, 320] as const;
const height = 800;

/** Pages that are not part of the app, and so have no choice of language. */
const foreignStates = new Set([
  'emulator-sign-in',
  'emulator-consent',
  'emulator-admin-needed',
  'emulator-controls',
]);

/** The time that a state may take in one language at all widths, in addition to the time of the test. */
const languageTimeMs = 40_000;

/**
 * Shows one state in each of the languages, at each width. The state is reached once; then language and width change in place.
 * English comes last, because the tests find buttons by their English names. Pages outside the app are shown in English only.
 * @param look is called for each language and width, while the page shows them.
 */
export async function walkThroughLanguages(
  page: Page,
  name: string,
  languages: readonly string[],
  look: (language: string, width: number) => Promise<void>,
): Promise<void> {
  const isForeign = foreignStates.has(name);
  const ownLanguages = isForeign ? [] : languages.filter((language) => language !== 'en');
  test.setTimeout(test.info().timeout + languageTimeMs * (ownLanguages.length + 1));
  await page.setViewportSize({ width: widths[0], height });
  const outline = await readSettledOutline(page);
  for (const language of [...ownLanguages, 'en']) {
    if (!isForeign) await showLanguage(page, language);
    if (!isForeign && !languages.includes(language)) continue;
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      await look(language, width);
    }
  }
  await page.setViewportSize({ width: widths[0], height });
  expect
    .soft(await page.evaluate(readOutline), `${name} has not ended before its last look`)
    .toEqual(outline);
}

/**
 * @returns the outline, as soon as it has stayed the same for half a second. The app shows a person's name when the directory
 *   has answered, and removes the previous view when the new one is complete.
 */
async function readSettledOutline(page: Page): Promise<string[]> {
  let outline: string[] = [];
  await expect(async () => {
    outline = await page.evaluate(readOutline);
    await page.waitForTimeout(500);
    expect(await page.evaluate(readOutline)).toEqual(outline);
  }).toPass({ timeout: 10_000 });
  return outline;
}

/** Runs in the page. @returns the parts by which a state differs from another one, without times and other numbers. */
function readOutline(): string[] {
  const parts = 'h1, h2, aside, [role=alert], [role=alertdialog], [role=dialog], [role=menu]';
  return [...document.querySelectorAll<HTMLElement>(parts)].map(
    ({ localName, role, textContent }) =>
      `${role ?? localName} ${textContent.replaceAll(/\d/g, '').slice(0, 40)}`,
  );
}

/** Changes the language as when the user chooses it in another tab, because that needs no click that would change the state. */
async function showLanguage(page: Page, language: string): Promise<void> {
  await page.evaluate((tag) => {
    const key = 'switchboard.kept.language';
    localStorage.setItem(key, JSON.stringify(tag));
    dispatchEvent(new StorageEvent('storage', { key }));
  }, language);
  await expect(page.locator('html')).toHaveAttribute('lang', language, { timeout: 20_000 });
}
