/**
 * Creates a place for a popup below an element: as wide as the content of the element, without its padding.
 * @see https://storybooks.fluentui.dev/react/?path=/docs/concepts-developer-positioning-components--docs
 */
export const createInnerTarget = (element: HTMLElement) => ({
  contextElement: element,
  getBoundingClientRect(): DOMRect {
    const { x, y, width, height } = element.getBoundingClientRect();
    const { paddingLeft, paddingRight } = getComputedStyle(element);
    const inset = Number.parseFloat(paddingLeft);
    return new DOMRect(x + inset, y, width - inset - Number.parseFloat(paddingRight), height);
  },
});
