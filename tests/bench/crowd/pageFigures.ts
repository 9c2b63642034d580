import type { Page } from 'playwright';

/**
 * Scrolls an element down and up, 40 px in each frame, and counts the long tasks meanwhile. A long task blocks the page for more
 * than 50 ms on the clock.
 * @param selector the element in which the content lies; the nearest ancestor that scrolls is scrolled
 * @see https://developer.mozilla.org/docs/Web/API/PerformanceLongTaskTiming
 */
export const measureScrolling = (page: Page, selector: string, durationMs: number): Promise<number> =>
  // No function in this callback may have a name, because tsx would wrap it in a helper that the page does not have.
  page.evaluate(
    async ([contentSelector, ms]) => {
      let scroller = document.querySelector(contentSelector)?.parentElement ?? null;
      while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY))
        scroller = scroller.parentElement;
      if (!scroller) throw new Error(`Nothing scrolls around ${contentSelector}.`);
      let longTaskCount = 0;
      const observer = new PerformanceObserver((list) => {
        longTaskCount += list.getEntries().length;
      });
      observer.observe({ entryTypes: ['longtask'] });
      const endAt = performance.now() + ms;
      let step = 40;
      while (performance.now() < endAt) {
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
        const topBefore = scroller.scrollTop;
        scroller.scrollTop += step;
        if (scroller.scrollTop === topBefore) step = -step;
      }
      // The observer reports a task some time after it has ended.
      await new Promise((resolve) => {
        setTimeout(resolve, 500);
      });
      observer.disconnect();
      return longTaskCount;
    },
    [selector, durationMs] as const,
  );

/**
 * Presses a button, and waits for the frame that shows an element.
 * @param button selector of the button. @param result selector of the element
 * @returns the milliseconds from the press to the frame
 */
export const measureTimeUntilShown = (page: Page, button: string, result: string): Promise<number> =>
  page.evaluate(
    async ([buttonSelector, resultSelector]) => {
      const pressed = document.querySelector<HTMLElement>(buttonSelector);
      if (!pressed) throw new Error(`There is no ${buttonSelector}.`);
      const pressedAt = performance.now();
      pressed.click();
      while (!document.querySelector(resultSelector))
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
      // The message arrives after the browser has drawn the frame.
      await new Promise((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', resolve, { once: true });
          port1.start();
          port2.postMessage(null);
        });
      });
      return performance.now() - pressedAt;
    },
    [button, result] as const,
  );
