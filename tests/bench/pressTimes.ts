import type { Page } from 'playwright';
import { nameHelperScript } from '../support/browser.ts';

declare global {
  /** In a page, a selector of the element that shows the press; empty if the button itself does. */
  var watchedSelector: string;
  /** In a page, resolves with the milliseconds from the last press to the frame that shows it. */
  var lastPressMs: Promise<number>;
}

export type PressTimes = Awaited<ReturnType<typeof startPressTimes>>;

/**
 * Measures in a page from each press on a button or menu item until the frame in which the press shows: the button is busy,
 * disabled, renamed or removed, or another element changes.
 */
export async function startPressTimes(page: Page) {
  await page.evaluate(nameHelperScript);
  await page.evaluate(timePresses);
  const fastest = new Map<string, number>();
  return {
    /**
     * The shortest time of each press in milliseconds, by name. Other programs on the machine can only make a press slower, so
     * these times depend least on them.
     */
    fastest,
    /** From now on another element shows the press. @param selector empty for the button itself */
    watch: (selector: string): Promise<void> =>
      page.evaluate((watched) => void (globalThis.watchedSelector = watched), selector),
    async record(name: string): Promise<void> {
      const durationMs = await page.evaluate(() => lastPressMs);
      fastest.set(name, Math.min(durationMs, fastest.get(name) ?? Infinity));
    },
  };
}

/** Runs in the page. */
function timePresses(): void {
  globalThis.watchedSelector = '';
  const readState = (button: Element): string => {
    if (watchedSelector) return document.querySelector(watchedSelector)?.outerHTML ?? '';
    if (!button.isConnected) return '';
    const attributes = ['aria-busy', 'aria-disabled', 'aria-expanded', 'aria-label'];
    return attributes.map((name) => button.getAttribute(name)).join() + button.textContent;
  };
  document.addEventListener(
    'click',
    ({ target, timeStamp: pressedAt }) => {
      const button = (target as Element).closest('button, [role^=menuitem]');
      if (!button) return;
      const stateBefore = readState(button);
      globalThis.lastPressMs = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (readState(button) === stateBefore) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            const resolveWith = (shownAt: number) => resolve(shownAt - pressedAt);
            // The message arrives after the browser has drawn the frame, unless the next frame is more urgent. That frame, too,
            // begins after this one has been drawn.
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => resolveWith(performance.now()));
            port1.start();
            port2.postMessage(null);
            requestAnimationFrame(resolveWith);
          });
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      });
    },
    { capture: true },
  );
}

/** A page without the app, whose button is busy when it is pressed. Its time is what this machine and browser allow. */
const barePage = `<button onclick="this.setAttribute('aria-busy', 'true')">Press</button>`;

/** Measures the button of a page without the app. @returns the shortest time, in milliseconds */
export async function measureBareButton(page: Page, count: number): Promise<number> {
  await page.setContent(barePage);
  const times = await startPressTimes(page);
  const button = page.getByRole('button');
  for (let press = 0; press < count; press += 1) {
    await button.evaluate((element) => element.removeAttribute('aria-busy'));
    await button.click();
    await times.record('bare button');
  }
  return times.fastest.get('bare button') ?? Number.NaN;
}
