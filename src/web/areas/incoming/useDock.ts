import { useLayoutEffect, useMemo, type CSSProperties, type RefObject } from 'react';
import { createStore } from '../../base/store.ts';
import { useReadable } from '../../base/useReadable.ts';

const heightProperty = '--ringing-height';

/** The CSS length of the cards of incoming calls, in the styles of an element that has the style of `useRingingHeight`. */
export const ringingHeight = `var(${heightProperty}, 0px)`;

const cardsHeight = createStore(0);

// A property that is inherited would make the browser find new styles for every element of the page when a call rings. Firefox
// before version 128 cannot register properties, and inherits this one.
try {
  globalThis.CSS?.registerProperty?.({
    name: heightProperty,
    syntax: '<length>',
    inherits: false,
    initialValue: '0px',
  });
} catch {
  // The property is registered already, because this module has been loaded again.
}

/** Returns the style of an element that keeps the height of the cards free, so that no card covers a control. */
export function useRingingHeight(): CSSProperties {
  const height = useReadable(cardsHeight);
  return useMemo(() => ({ [heightProperty]: `${height}px` }) as CSSProperties, [height]);
}

/** Publishes the height of the cards of incoming calls for `useRingingHeight`, while the element exists. */
export function useDock(cards: RefObject<HTMLElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    const element = cards.current;
    if (!isShown || !element) return;
    // The browser runs this before it draws the cards, when it has just laid out the page.
    const observer = new ResizeObserver(() => cardsHeight.set(element.offsetHeight));
    observer.observe(element);
    return () => {
      observer.disconnect();
      cardsHeight.set(0);
    };
  }, [cards, isShown]);
}
