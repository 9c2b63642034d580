import type { Page } from '@playwright/test';
import { expect } from '../app/appTest.ts';

/** What a user has done in a page: pressed a mouse button, or pressed a key. A chord such as Ctrl+Shift+S is one key. */
export interface Moves {
  readonly clicks: number;
  readonly keys: number;
}

/**
 * Starts to count the user's clicks and keys in this page, until the page is reloaded. The browser counts them, so a test helper
 * cannot hide one.
 */
export const startCountingMoves = (page: Page): Promise<void> => page.evaluate(countInPage);

export const readMoves = (page: Page): Promise<Moves> =>
  page.evaluate(() => ({ ...(Reflect.get(window, 'moves') as Moves) }));

/**
 * Runs a task of the user, and fails if the user needed more moves than allowed.
 * @param limit the greatest number of clicks and keys together
 * @returns how many moves the task needed
 */
export async function expectMoves(
  page: Page,
  title: string,
  limit: number,
  task: () => Promise<unknown>,
): Promise<number> {
  const before = await readMoves(page);
  await task();
  const after = await readMoves(page);
  const count = after.clicks + after.keys - before.clicks - before.keys;
  expect(count, `${title}: clicks and keys`).toBeLessThanOrEqual(limit);
  return count;
}

/** Runs in the page. */
function countInPage(): void {
  const moves = { clicks: 0, keys: 0 };
  Reflect.set(window, 'moves', moves);
  addEventListener('mousedown', () => (moves.clicks += 1), { capture: true });
  addEventListener(
    'keydown',
    ({ key }) => {
      if (!['Control', 'Shift', 'Alt', 'Meta'].includes(key)) moves.keys += 1;
    },
    { capture: true },
  );
}
