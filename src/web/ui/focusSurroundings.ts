/**
 * Moves the focus from an element that is about to be removed to the part of the page around it, for example to its panel, so
 * that the next press of the Tab key does not begin at the top of the page. Does nothing if the element does not contain the
 * focus.
 */
export function focusSurroundings(element: HTMLElement): void {
  if (!element.contains(document.activeElement)) return;
  const part = element.parentElement?.closest<HTMLElement>('[tabindex], section, aside, main, [role=dialog]');
  if (!part) return;
  if (!part.hasAttribute('tabindex')) part.tabIndex = -1;
  part.focus({ preventScroll: true });
}
