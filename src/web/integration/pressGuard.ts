import { isFramed } from '../base/isFramed.ts';

/** What a page around the frame may want the user to press unseen: the answer to a call, and the call that a page has asked for. */
const guarded = '#ringing button, [data-guarded] button';

/** Newer properties of IntersectionObserver, which only Chromium has. The delay is the shortest that it accepts, in milliseconds. */
const visibilityOptions: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
  trackVisibility: true,
  delay: 100,
};

/** Finds out whether nothing covers an element or makes it transparent, also outside the frame. */
const isVisible = (element: Element): Promise<boolean> =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect();
      resolve(Boolean(entry && 'isVisible' in entry && entry.isVisible));
    }, visibilityOptions);
    observer.observe(element);
  });

/**
 * Protects the user of a framed app from a page around it that hides the app under something else (click-jacking): a press counts
 * only if the user can see the button. In other browsers than Chromium, a page cannot find that out.
 * @returns a function that ends the guard
 */
export function guardPresses(): () => void {
  if (!isFramed() || !('isVisible' in IntersectionObserverEntry.prototype)) return () => {};
  /** The button whose press has passed, and is being repeated. */
  let passed: Element | null = null;
  const onClick = (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest(guarded) : null;
    if (!(button instanceof HTMLElement) || button === passed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void isVisible(button).then((isSeen) => {
      if (!isSeen) return;
      passed = button;
      button.click();
      passed = null;
    });
  };
  document.addEventListener('click', onClick, true);
  return () => document.removeEventListener('click', onClick, true);
}
