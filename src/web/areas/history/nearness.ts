/** How far from the visible part of the list an element is near, in parts of the visible height. */
const margin = '100%';

/** Runs when an element has come near the visible part, or has left it. `height` is that of the element, in px. */
type NearnessListener = (isNear: boolean, height: number) => void;

/** Watches which elements of a long list are near its visible part. */
export function createNearness() {
  const listeners = new Map<Element, NearnessListener>();
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting, boundingClientRect } of changes)
        listeners.get(target)?.(isIntersecting, boundingClientRect.height);
    },
    // `rootMargin` is for a page that scrolls as a whole. Browsers that do not know `scrollMargin`, such as Safari before version 26,
    // take only visible elements for near.
    { rootMargin: margin, scrollMargin: margin },
  );
  return {
    /** @returns a function that ends the observation */
    observe: (element: Element, listener: NearnessListener): (() => void) => {
      listeners.set(element, listener);
      observer.observe(element);
      return () => {
        listeners.delete(element);
        observer.unobserve(element);
      };
    },
  };
}

export type Nearness = ReturnType<typeof createNearness>;
