import { visuallyHidden } from './visuallyHidden.ts';

/** `assertive` interrupts what the screen reader says. `polite` waits until the screen reader has finished. */
export type Urgency = 'polite' | 'assertive';

/** How long a text stays in its region, in ms. Later, a user who reads the page would meet old news. */
const keptMs = 30_000;

const regions = new Map<Urgency, HTMLElement>();

/**
 * Returns the region whose new texts screen readers announce. Many screen readers do not announce the first text of a new region,
 * so a region stays in the page.
 */
export function prepareRegion(urgency: Urgency): HTMLElement {
  const existing = regions.get(urgency);
  if (existing?.isConnected) return existing;
  const region = document.createElement('div');
  region.ariaLive = urgency;
  // A dialog hides everything else from screen readers, except elements with this attribute.
  region.setAttribute('data-tabster-never-hide', '');
  Object.assign(region.style, visuallyHidden);
  // In a page of texts from right to left, an element at the other edge would widen the page.
  region.style.insetInlineStart = '0';
  region.style.insetBlockStart = '0';
  document.body.append(region);
  regions.set(urgency, region);
  return region;
}

/** Lets screen readers say a text once. The page does not show it. */
export function announce(text: string, urgency: Urgency): void {
  const line = document.createElement('p');
  line.textContent = text;
  prepareRegion(urgency).append(line);
  setTimeout(() => line.remove(), keptMs);
}
