import type { Page } from 'playwright';

/** Runs in the page: begins to wait until the page has drawn one card more than now. */
function awaitCard(): void {
  const cards = document.querySelectorAll('[role=alertdialog]');
  const drawnAt = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelectorAll('[role=alertdialog]').length <= cards.length) return;
      observer.disconnect();
      // The task after a frame runs when the browser has drawn the frame.
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
  Object.assign(window, { cardDrawnAt: drawnAt });
}

/** Lets a call ring. @returns milliseconds from the ring until the page has drawn the call's card */
export async function measureRingToCard(page: Page, ring: () => Promise<unknown>): Promise<number> {
  await page.evaluate(awaitCard);
  const rangAt = Date.now();
  await ring();
  const drawnAt = await page.evaluate(() => Reflect.get(window, 'cardDrawnAt') as Promise<number>);
  return drawnAt - rangAt;
}

/**
 * Measures what the machine needs for the same without the app: a request to the emulator, and then an empty card in a bare page.
 * @param request a request to the emulator that changes nothing
 */
export async function measureBareCard(barePage: Page, request: () => Promise<unknown>): Promise<number> {
  await barePage.evaluate(() => document.body.replaceChildren());
  return measureRingToCard(barePage, async () => {
    await request();
    await barePage.evaluate(() => {
      document.body.append(Object.assign(document.createElement('div'), { role: 'alertdialog' }));
    });
  });
}
