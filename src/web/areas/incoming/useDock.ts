import { useLayoutEffect, type RefObject } from 'react';

/** The CSS variable with the height of the cards. The console keeps this height free, so that a card never covers a control. */
export const ringingHeight = 'var(--ringing-height, 0px)';

/** Publishes the height of the cards of incoming calls as a CSS variable of the page, while the element exists. */
export function useDock(cards: RefObject<HTMLElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    const element = cards.current;
    if (!isShown || !element) return;
    const { style } = document.documentElement;
    const publish = () => style.setProperty('--ringing-height', `${element.offsetHeight}px`);
    // The browser calls `publish` before it draws the cards, when it has just laid out the page.
    const observer = new ResizeObserver(publish);
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty('--ringing-height');
    };
  }, [cards, isShown]);
}
