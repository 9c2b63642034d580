/**
 * Must be called before an element is removed. If the element contains the focus, moves the focus to the part of the page around
 * it, for example its panel. Otherwise the next press of the Tab key would begin at the top of the page.
 */
export function focusSurroundings(element: HTMLElement): void {
  if (!element.contains(document.activeElement)) return;
  const part = element.parentElement?.closest<HTMLElement>('[tabindex], section, aside, main, [role=dialog]');
  if (!part) return;
  if (!part.hasAttribute('tabindex')) part.tabIndex = -1;
  part.focus({ preventScroll: true });
}
