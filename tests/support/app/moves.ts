import type { Page } from '@playwright/test';
import { expect } from './appTest.ts';

/**
 * Starts to count in a page, until its next reload, how often the user presses a mouse button or a key. A chord such as
 * Ctrl+Shift+S is one key. The browser counts them, so a test helper cannot hide one.
 */
export const startCountingMoves = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const countMove = () => Reflect.set(window, 'moveCount', Number(Reflect.get(window, 'moveCount')) + 1);
    Reflect.set(window, 'moveCount', 0);
    addEventListener('mousedown', countMove, { capture: true });
    addEventListener(
      'keydown',
      ({ key }) => {
        if (!['Control', 'Shift', 'Alt', 'Meta'].includes(key)) countMove();
      },
      { capture: true },
    );
  });

const readMoveCount = (page: Page) => page.evaluate(() => Number(Reflect.get(window, 'moveCount')));

/**
 * Runs a task of the user, and fails if the user needed more moves than allowed.
 * @param limit the greatest number of clicks and keys together
 */
export async function expectMoves(
  page: Page,
  title: string,
  limit: number,
  task: () => Promise<unknown>,
): Promise<void> {
  const before = await readMoveCount(page);
  await task();
  expect((await readMoveCount(page)) - before, `${title}: clicks and keys`).toBeLessThanOrEqual(limit);
}
