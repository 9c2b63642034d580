import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { settled, violations } from '../../support/app/accessible.ts';
import { expect } from '../../support/app/appTest.ts';

/** Where screenshots are saved. Only `npm run screenshots` sets it. */
const folder = process.env.SCREENSHOTS;

const wide = { width: 1280, height: 800 };
const narrow = { width: 360, height: 720 };
const looks = [
  { look: 'wide-light', size: wide, media: { colorScheme: 'light' } },
  { look: 'narrow-dark', size: narrow, media: { colorScheme: 'dark' } },
  { look: 'wide-dark', size: wide, media: { colorScheme: 'dark' } },
  { look: 'narrow-light', size: narrow, media: { colorScheme: 'light' } },
  { look: 'wide-contrast', size: wide, media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const;
/** Without screenshots, the first two looks are enough: they cover both widths and both themes. */
const checkedLooks = folder ? looks : looks.slice(0, 2);

/** Checks a screen in each look: axe finds no violation, nothing overflows, and every button is large enough for a thumb. Saves a screenshot if asked to. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const { look, size, media } of checkedLooks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ forcedColors: 'none', ...media });
    await page.evaluate(settled);
    if (folder) {
      mkdirSync(resolve(folder), { recursive: true });
      await page.screenshot({ path: join(resolve(folder), `${name}-${look}.png`) });
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect.soft(overflow, `${name} ${look}: wider than the window by`).toBeLessThanOrEqual(0);
    if (size === narrow)
      expect.soft(await page.evaluate(smallTargets), `${name} ${look}: too small`).toEqual([]);
    expect.soft(await violations(page), `${name} ${look}`).toEqual([]);
  }
  await page.setViewportSize(wide);
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
}

/** @returns buttons and other targets that are less than 40 pixels high or wide. */
function smallTargets(): string[] {
  const targets = document.querySelectorAll<HTMLElement>(
    'button, select, [role=menuitem], [role=option], [role=tab]',
  );
  return [...targets].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    const isDrawn = width > 1 && target.checkVisibility({ visibilityProperty: true });
    if (!isDrawn || (width >= 40 && height >= 40)) return [];
    return `${target.ariaLabel ?? target.textContent} ${Math.round(width)}×${Math.round(height)}`;
  });
}
