import type { Locator } from '@playwright/test';
import { expect } from './appTest.ts';

/** How often the key is pressed at most. The app has fewer elements between any two of its parts. */
const maxPresses = 60;

/** Presses Tab, or another key, until the target has the focus. Fails if the focus never arrives, or is not visible. */
export async function focusByKey(target: Locator, key = 'Tab'): Promise<void> {
  await expect(target.first()).toBeVisible();
  for (let presses = 0; presses < maxPresses; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) break;
    await target.page().keyboard.press(key);
  }
  await expect(target).toBeFocused();
  await expect.poll(() => target.evaluate(isFocusVisible), 'the focus is visible').toBe(true);
}

/** Moves the focus to a control by a key, and presses the control. */
export async function pressByKey(
  target: Locator,
  { moveKey = 'Tab', pressKey = 'Enter' }: { moveKey?: string; pressKey?: string } = {},
): Promise<void> {
  await focusByKey(target, moveKey);
  await target.page().keyboard.press(pressKey);
}

/**
 * Runs in the page. An element shows its focus by an outline or a shadow. Fluent's fields show their focus by a line, which is a
 * pseudo-element of the field or of its parent: text fields by its border, lists by a gradient. Without focus, the line has no
 * width.
 */
function isFocusVisible(element: Element): boolean {
  // The regular expression matches a colour that is fully transparent.
  const isLineVisible = (width: string, style: string, colour: string) =>
    parseFloat(width) >= 1 && style !== 'none' && !/^rgba\(.*, 0\)$/.test(colour);
  return [element, element.parentElement ?? element].some((styled) =>
    [null, '::after'].some((part) => {
      const style = getComputedStyle(styled, part);
      if (isLineVisible(style.outlineWidth, style.outlineStyle, style.outlineColor)) return true;
      if (part === null) return styled === element && style.boxShadow !== 'none';
      if (style.transform.startsWith('matrix(0,')) return false;
      if (isLineVisible(style.borderBottomWidth, style.borderBottomStyle, style.borderBottomColor))
        return true;
      return style.backgroundImage.includes('gradient') && parseFloat(style.height) >= 2;
    }),
  );
}
