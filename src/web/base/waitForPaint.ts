/** A page that is hidden meanwhile draws nothing, so the wait must end without a frame. */
const longestWaitMs = 100;

/**
 * Waits until the browser has drawn what React has rendered. A hidden page, which draws nothing, does not wait. A command that
 * leads to another screen waits first, so that the user sees at once that the press had an effect.
 */
export function waitForPaint(): Promise<void> {
  if (typeof document === 'undefined' || document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, longestWaitMs);
    // The browser runs each callback before it draws a frame, so the second one runs after the first frame.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
