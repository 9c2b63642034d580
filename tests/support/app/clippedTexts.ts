/**
 * Runs in the page: finds texts of the pseudo-locale (`?lang=en-XA`, whose texts stand in brackets) that the user cannot read
 * whole, because an element cuts them off or because they are outside the window. Names of people, also in a text such as *Bob
 * and one more*, may be cut off.
 * @returns a line for each text: the text, and the class names of the element that cuts it off
 */
export function findClippedTexts(): string[] {
  /** Pixels by which a glyph may stand out of its box, for example the tail of a `j`. */
  const tolerance = 2;
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? '';
    const parent = node.parentElement;
    if (!parent || text === '' || !/[[\]]/.test(text)) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    // Names of people stand in `bdi`. The captions over the videos show the last lines of a longer text. A button opens the whole
    // text of a message. Where a text with a short form does not fit, the short form stands instead.
    const ignored =
      'script, style, noscript, option, bdi, [data-captions], [data-message], [data-has-short-form]';
    if (parent.closest(ignored)) continue;
    if (isForScreenReadersOnly(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const [cutter] = [...range.getClientRects()].flatMap((rect) => findCutter(parent, rect) ?? []);
    if (cutter !== undefined) found.push(`${text} — ${cutter}`);
  }
  return [...new Set(found)];

  /** Whether an element around the text has a box of 1 pixel, or of nothing but borders. */
  function isForScreenReadersOnly(start: Element): boolean {
    for (let element: Element | null = start; element; element = element.parentElement) {
      const { width, height } = element.getBoundingClientRect();
      const { display, clipPath } = getComputedStyle(element);
      if (display !== 'contents' && (width <= 1 || height <= 1 || clipPath === 'inset(50%)')) return true;
    }
    return false;
  }

  function findCutter(start: Element, rect: DOMRect): string | null {
    for (let element: Element | null = start; element; element = element.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const isOutsideX = rect.left < box.left - tolerance || rect.right > box.right + tolerance;
      const isOutsideY = rect.top < box.top - tolerance || rect.bottom > box.bottom + tolerance;
      const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
      const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
      if ((isOutsideX && cuts(overflowX)) || (isOutsideY && cuts(overflowY)))
        return `<${element.localName} role="${element.role ?? ''}" aria-label="${element.ariaLabel ?? ''}">`;
      // The user can scroll to the text.
      if ((isOutsideX && scrolls(overflowX)) || (isOutsideY && scrolls(overflowY))) return null;
      if (position === 'fixed') break;
    }
    const isOutsideWindow = rect.left < -tolerance || rect.right > innerWidth + tolerance;
    return isOutsideWindow ? 'outside the window' : null;
  }
}
