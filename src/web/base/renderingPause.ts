import { createStore, type Readable } from './store.ts';
import { joinStops } from './subscriptions.ts';

let pauseCount = 0;
const isPausedStore = createStore(false);

/** Whether the screens render nothing new, because the page has something more urgent to do. */
export const isRenderingPaused: Readable<boolean> = isPausedStore;

/**
 * Makes the screens render nothing new (see `withPauses`) while a call is being set up. Each step of the set-up needs the
 * processor for a moment, and would otherwise wait until lists and menus are rendered.
 * @returns a function that ends this pause. Further calls do nothing
 */
export function pauseRendering(): () => void {
  let isOver = false;
  pauseCount += 1;
  isPausedStore.set(true);
  return () => {
    if (isOver) return;
    isOver = true;
    pauseCount -= 1;
    isPausedStore.set(pauseCount > 0);
  };
}

/** Returns a `Readable` that keeps its value during a pause of the rendering, and is up to date afterwards. */
export function withPauses<T>(readable: Readable<T>): Readable<T> {
  /** The last value; the object tells the value `undefined` from no value yet. */
  let last: { readonly value: T } | undefined;
  return {
    get() {
      if (!last || !isPausedStore.get()) last = { value: readable.get() };
      return last.value;
    },
    subscribe(listener) {
      const notify = () => {
        if (!isPausedStore.get()) listener();
      };
      return joinStops(readable.subscribe(notify), isPausedStore.subscribe(notify));
    },
  };
}
