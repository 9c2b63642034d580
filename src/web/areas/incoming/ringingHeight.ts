import { useLayoutEffect, useMemo, type CSSProperties, type RefObject } from 'react';
import { createStore } from '../../base/store.ts';
import { useReadable } from '../../base/useReadable.ts';
import { ignorePressesOnMoved } from '../../ui/ignorePressesOnMoved.ts';

const heightProperty = '--ringing-height';

/** For `makeStyles`: the height of the incoming calls' cards. The element also needs the `style` from `useRingingHeight`. */
export const ringingHeight = `var(${heightProperty}, 0px)`;

const cardsHeightPx = createStore(0);

// An unregistered property is inherited, so the browser would compute every element's style again when a call rings. Firefox before
// version 128 cannot register properties.
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

/** Returns the style of an element that reserves the height of the cards, so that no card covers a control. */
export function useRingingHeight(): CSSProperties {
  const height = useReadable(cardsHeightPx);
  return useMemo(() => ({ [heightProperty]: `${height}px` }) as CSSProperties, [height]);
}

function setHeight(heightPx: number): void {
  if (heightPx === cardsHeightPx.get()) return;
  // Notes where the controls are now, before the new height moves them.
  ignorePressesOnMoved();
  cardsHeightPx.set(heightPx);
}

/** Measures the cards of incoming calls for `useRingingHeight` while they are shown. @param count the number of cards */
export function useCardsMeasurement(cards: RefObject<HTMLElement | null>, count: number): void {
  const isShown = count > 0;
  useLayoutEffect(() => {
    const element = cards.current;
    if (!isShown || !element) return;
    // The browser runs this when it has just laid out the page, so reading the height costs no further layout.
    const observer = new ResizeObserver(() => setHeight(element.offsetHeight));
    observer.observe(element);
    return () => {
      observer.disconnect();
      // Not at once: the call that replaces the cards would wait while the browser lays out the page to measure it.
      requestAnimationFrame(() => setHeight(element.offsetHeight));
    };
  }, [cards, isShown]);
  useLayoutEffect(() => {
    // Chromium was seen not to report a size for seconds, while it did draw frames.
    const frame = requestAnimationFrame(() => count > 0 && setHeight(cards.current?.offsetHeight ?? 0));
    return () => cancelAnimationFrame(frame);
  }, [cards, count]);
}
