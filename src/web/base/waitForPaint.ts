/** The longest wait, because a page that has just been hidden draws nothing. */
const longestWaitMs = 100;

/**
 * Waits until the browser has drawn what React has rendered. A hidden page, which draws nothing, does not wait. A command that
 * leads to another screen waits first, so that the user sees at once that the press had an effect.
 */
export function waitForPaint(): Promise<void> {
  if (typeof document === 'undefined' || document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, longestWaitMs);
    // The browser runs such a callback before it draws a frame, so the second callback follows the first frame.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
