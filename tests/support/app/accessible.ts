import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './appTest.ts';

/** Fails if axe finds a violation in what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(settled);
  expect(await violations(page)).toEqual([]);
}

/** @returns the violations that axe finds, each with its elements. */
export async function violations(page: Page): Promise<string[]> {
  // Tabster's dummies are focus traps that screen readers never reach.
  const found = await new AxeBuilder({ page }).exclude('[data-tabster-dummy]').analyze();
  return found.violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Runs in the page: waits for Fluent's colour transitions, which axe would measure half-way. Endless animations are not waited for. */
export async function settled(): Promise<void> {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  const running = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(running.map(({ finished }) => finished));
}
