/** Joins functions that stop something. @returns one function that calls all of them in order */
export function joinStops(...stops: readonly (() => void)[]): () => void {
  return () => {
    for (const stop of stops) stop();
  };
}

/** Adds one listener for several events of the page or of another target. @returns the function that removes it */
export function listenTo(target: EventTarget, events: readonly string[], listener: () => void): () => void {
  for (const event of events) target.addEventListener(event, listener);
  return () => {
    for (const event of events) target.removeEventListener(event, listener);
  };
}

/** For `useSyncExternalStore` in a component that has nothing to watch now. */
export const subscribeToNothing = () => () => undefined;

/**
 * Keeps one subscription for each item of a collection.
 * @returns `sync`, which must be called with all items after each change, and `stop`, which ends all subscriptions
 */
export function createSubscriptions<T>(subscribe: (item: T) => () => void) {
  const stops = new Map<T, () => void>();
  return {
    sync: (items: readonly T[]) => {
      const currentItems = new Set(items);
      for (const [item, stop] of stops) {
        if (currentItems.has(item)) continue;
        stops.delete(item);
        stop();
      }
      for (const item of currentItems) if (!stops.has(item)) stops.set(item, subscribe(item));
    },
    stop: () => {
      for (const stop of stops.values()) stop();
      stops.clear();
    },
  };
}
