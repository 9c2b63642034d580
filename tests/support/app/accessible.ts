import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './appTest.ts';

/** Fails if axe finds a violation in what the page shows now. @param part a selector of the only element to check */
export async function expectAccessible(page: Page, part = 'html'): Promise<void> {
  await page.evaluate(waitForTransitions);
  expect(await findViolations(page, part)).toEqual([]);
}

/** @returns a line for each violation that axe finds: its rule, and the HTML of its elements with the reasons. */
export async function findViolations(page: Page, part = 'html'): Promise<string[]> {
  // Half of the time of an analysis would go into loading axe again. A script without effect replaces axe's code then.
  const isAxeLoaded = await page.evaluate(() => 'axe' in window);
  const results = await new AxeBuilder({ page, ...(isAxeLoaded && { axeSource: 'void 0' }) })
    .include(part)
    // Fluent UI puts these elements around dialogs to keep the focus inside. Screen readers never reach them.
    .exclude('[data-tabster-dummy]')
    // By default axe leaves this rule of WCAG 2.2 out. Details of passed rules would cost time.
    .options({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
    // Opens no further page for each analysis, which would take most of the time.
    .setLegacyMode()
    .analyze();
  return results.violations.map(
    ({ id, nodes }) =>
      `${id} ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' ')}`,
  );
}

/** Runs in the page: waits for the end of transitions and finite animations, during which axe would measure wrong colours. */
export async function waitForTransitions(): Promise<void> {
  const nextFrame = () => new Promise(requestAnimationFrame);
  // Transitions start at the frame after a change.
  await nextFrame();
  await nextFrame();
  // An endless animation has an infinite end time.
  const finiteAnimations = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(finiteAnimations.map(({ finished }) => finished));
}
