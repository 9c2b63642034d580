import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import type { Random } from '../support/random.ts';

/** A place of the page, in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** @returns the middle of a control @throws if the control is not on the screen */
export async function findPlace(target: Locator): Promise<Place> {
  const box = await target.boundingBox({ timeout: 5_000 });
  if (!box) throw new Error(`${String(target)} is not on the screen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses a place and, unlike Playwright's `click`, does not wait for anything. */
export async function pressPlace({ mouse }: Page, { x, y }: Place): Promise<void> {
  await mouse.move(x, y);
  await mouse.down();
  await mouse.up();
}

/** Waits until the control takes presses. A trial click would do so too, but the app would see it. */
async function waitUntilReady(target: Locator): Promise<void> {
  await target.hover({ timeout: 8_000 });
  const element = await target.elementHandle({ timeout: 8_000 });
  await element?.waitForElementState('enabled', { timeout: 8_000 });
}

/** Presses a control, and 30 to 400 ms later the same place again. */
export async function pressTwice(target: Locator, random: Random): Promise<void> {
  const page = target.page();
  await waitUntilReady(target);
  const place = await findPlace(target);
  const untilSecond = pause(30 + random.below(370));
  await pressPlace(page, place);
  await untilSecond;
  await pressPlace(page, place);
}

/** Presses Enter on a control, and 30 to 400 ms later on what then has the focus. */
export async function pressEnterTwice(target: Locator, random: Random): Promise<void> {
  const { keyboard } = target.page();
  await waitUntilReady(target);
  await target.focus();
  const untilSecond = pause(30 + random.below(370));
  await keyboard.press('Enter');
  await untilSecond;
  await keyboard.press('Enter');
}

/** Holds Enter on a control for up to 2 s. The key repeats as on a real keyboard. */
export async function holdEnter(target: Locator, random: Random): Promise<void> {
  const { keyboard } = target.page();
  await waitUntilReady(target);
  await target.focus();
  const endsAt = Date.now() + 500 + random.below(1_500);
  await keyboard.down('Enter');
  await pause(400);
  while (Date.now() < endsAt) {
    await keyboard.down('Enter');
    await pause(33);
  }
  await keyboard.up('Enter');
}

/** Runs in the page. @returns the time of the next change of what the screen shows of calls, once 60 ms have passed since */
async function waitForChange(timeoutMs: number): Promise<number | null> {
  const selectors = [
    '[role=alertdialog]',
    'section[aria-label=Call] h1',
    'ul[aria-label=Calls] li',
    '[role=alert]',
    '[aria-expanded] bdi',
  ];
  const readScreen = () =>
    selectors
      .map((selector) =>
        Array.from(
          document.querySelectorAll(selector),
          ({ ariaLabel, textContent }) => ariaLabel ?? textContent,
        ).join(),
      )
      .join('|');
  const before = readScreen();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (readScreen() === before) return;
      observer.disconnect();
      const at = performance.now();
      setTimeout(() => resolve(at), 60);
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    setTimeout(() => {
      observer.disconnect();
      resolve(null);
    }, timeoutMs);
  });
}

/** A user who sees a change needs longer than this to press what has come. Until then, the app refuses presses. */
const reactionMs = 450;

/**
 * Lets an event happen, and presses 60 ms after the change of the screen that follows.
 * @param press presses the pointer or a key
 * @returns whether the press came late, or nothing has changed
 */
export async function pressAfterChange(
  page: Page,
  event: () => Promise<unknown>,
  press: () => Promise<void>,
): Promise<{ isLate: boolean }> {
  const change = page.evaluate(waitForChange, 10_000);
  await pause(100);
  await event();
  const changedAt = await change;
  await press();
  const pressedAt = await page.evaluate(() => performance.now());
  return { isLate: changedAt === null || pressedAt - changedAt > reactionMs };
}
