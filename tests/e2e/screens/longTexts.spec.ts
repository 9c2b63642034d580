import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { waitForTransitions } from '../../support/app/accessible.ts';
import { expect, people, signIn, test } from '../../support/app/appTest.ts';
import { findClippedTexts } from '../../support/app/clippedTexts.ts';
import { fillLists } from '../../support/app/fillLists.ts';

/**
 * These tests open the main screens in the pseudo-locale, whose texts are 40 % longer than the English ones, and in Arabic,
 * which is written from right to left. No text may be cut off or stand outside the window.
 */

const { alice, echo } = people;
const widths = [320, 768, 1440];
const longTimeout = { timeout: 20_000 };

/** Checks what the page shows at each width. `npm run screenshots` also saves a screenshot. */
async function checkTexts(page: Page, language: string, name: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(waitForTransitions);
    const label = `${language}-${name}-${width}`;
    if (process.env.SCREENSHOTS) {
      mkdirSync(resolve(process.env.SCREENSHOTS), { recursive: true });
      await page.screenshot({ path: join(resolve(process.env.SCREENSHOTS), `${label}.png`) });
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect.soft(overflow, `${label}: wider than the window by`).toBeLessThanOrEqual(0);
    if (language === 'en-XA') expect.soft(await page.evaluate(findClippedTexts, false), label).toEqual([]);
  }
  await page.setViewportSize({ width: 1440, height: 800 });
}

for (const language of ['en-XA', 'ar'])
  test(`no text of the main screens is cut off at 320, 768 and 1440 pixels in ${language}`, async ({
    openApp,
    expectedErrors,
  }) => {
    test.setTimeout(300_000);
    expectedErrors.push(/403|404/);
    const { page } = await openApp();
    const check = (name: string) => checkTexts(page, language, name);
    await signIn(page, alice.upn);
    await fillLists(page);
    await page.goto(`${new URL(page.url()).origin}/?lang=${language}`);
    const dialBox = page.getByRole('combobox').first();
    await expect(dialBox).toBeVisible(longTimeout);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await check('home');
    await dialBox.fill('a');
    await expect(page.getByRole('option').first()).toBeVisible();
    await check('suggestions');
    await dialBox.fill('8:orgid:b0000000');
    await check('invalid');
    await dialBox.fill('');
    for (const view of ['people', 'meetings']) {
      await page.locator(`a[href="#${view}"]`).first().click();
      await check(view);
    }
    await page.locator('a[href="#settings"]').first().click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('tab').first()).toBeVisible();
    for (const tab of await dialog.getByRole('tab').all()) {
      await tab.click();
      await check(`settings-${(await tab.getAttribute('value')) ?? ''}`);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.locator('a[href="#calls"]').first().click();
    await dialBox.fill(echo.id);
    await expect(page.getByRole('option').first()).toBeVisible();
    // Closes the suggestions, so that Enter calls.
    await dialBox.press('Escape');
    await dialBox.press('Enter');
    const toolbar = page.getByRole('toolbar').last();
    await expect(page.getByRole('timer').first()).toBeVisible(longTimeout);
    await check('call');
    await toolbar.locator('button[aria-haspopup=menu]').last().click();
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await check('more');
    await page.keyboard.press('Escape');
  });
