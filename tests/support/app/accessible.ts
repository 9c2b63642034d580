import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './appTest.ts';

/** Fails if axe finds anything on what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(settled);
  expect(await violations(page)).toEqual([]);
}

/** What axe finds, each with the elements it is about. */
export async function violations(page: Page): Promise<string[]> {
  // Tabster's dummies are focus traps that no reader ever meets.
  const found = await new AxeBuilder({ page }).exclude('[data-tabster-dummy]').analyze();
  return found.violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Fluent fades colours in; axe would measure the middle of it. What turns for ever is not waited for. */
export async function settled(): Promise<void> {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  const running = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(running.map(({ finished }) => finished));
}
