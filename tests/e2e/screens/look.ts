import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { waitForTransitions, findViolations } from '../../support/app/accessible.ts';
import { expect } from '../../support/app/appTest.ts';

/** The folder in which `lookAt` saves screenshots. Only `npm run screenshots` sets it. */
const folder = process.env.SCREENSHOTS;

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
const checkedLooks = folder ? looks : looks.slice(0, 2);

/**
 * Checks what the page shows, in each look: axe finds no violation, nothing is wider than the window, and in a narrow window
 * every button is large enough for a thumb. `npm run screenshots` also saves a screenshot.
 * @param name the screen's name, in messages and in the names of its files
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const { look, size, media } of checkedLooks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ forcedColors: 'none', ...media });
    await page.evaluate(waitForTransitions);
    if (folder) {
      mkdirSync(resolve(folder), { recursive: true });
      await page.screenshot({ path: join(resolve(folder), `${name}-${look}.png`) });
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect.soft(overflow, `${name} ${look}: wider than the window by`).toBeLessThanOrEqual(0);
    if (size === narrowWindow)
      expect.soft(await page.evaluate(findSmallTargets), `${name} ${look}: too small`).toEqual([]);
    expect.soft(await findViolations(page), `${name} ${look}`).toEqual([]);
  }
  await page.setViewportSize(wideWindow);
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
}

/** Runs in the page. @returns the name and size of each visible button or other target less than 40 pixels high or wide. */
function findSmallTargets(): string[] {
  const targets = document.querySelectorAll<HTMLElement>(
    'button, select, [role=menuitem], [role=option], [role=tab]',
  );
  return [...targets].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    // Fluent hides elements from sight, but not from screen readers, by a width of 1 pixel.
    const isDrawn = width > 1 && target.checkVisibility({ visibilityProperty: true });
    if (!isDrawn || (width >= 40 && height >= 40)) return [];
    return `${target.ariaLabel ?? target.textContent} ${Math.round(width)}×${Math.round(height)}`;
  });
}
