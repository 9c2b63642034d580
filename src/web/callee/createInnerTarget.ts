/**
 * Describes the place of an element without its padding, so that Fluent opens a popup of that width below it.
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
