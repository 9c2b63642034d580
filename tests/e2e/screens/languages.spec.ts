import type { Page } from '@playwright/test';
import { dial, expect, expectMovingVideos, people, test } from '../../support/app/appTest.ts';

const { alice, echo } = people;

const readDocumentLanguage = (page: Page) =>
  page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`);

test('during a call, the user changes the language, and call and video go on', async ({ openAppAs }) => {
  const { page } = await openAppAs(alice.upn);
  await dial(page, echo.id, 'Video call');
  const video = page.locator('video').first();
  await expect(video).toBeVisible({ timeout: 20_000 });
  await video.evaluate((element) => element.setAttribute('data-marked', ''));
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  for (const [tag, language] of [
    ['ar', 'ar rtl'],
    ['de', 'de ltr'],
  ] as const) {
    await page.locator('select:has(option[lang])').selectOption(tag);
    await expect.poll(() => readDocumentLanguage(page)).toBe(language);
  }
  await expect(page.locator('video[data-marked]')).toHaveCount(1);
  await expectMovingVideos(video);
  await page.reload();
  await expect.poll(() => readDocumentLanguage(page)).toBe('de ltr');
});
