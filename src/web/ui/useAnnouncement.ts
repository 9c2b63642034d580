import { useEffect, useEffectEvent } from 'react';
import { visuallyHidden } from './visuallyHidden.ts';

/** `assertive` interrupts what the screen reader says. `polite` waits until the screen reader has finished. */
type Urgency = 'polite' | 'assertive';

/** Milliseconds after which a text is removed, so that users who read the whole page meet no old news. */
const keptMs = 30_000;

const regions = new Map<Urgency, HTMLElement>();

/** Returns the live region, and creates it first if necessary. Screen readers often miss the first text of a new region. */
function prepareRegion(urgency: Urgency): HTMLElement {
  const existing = regions.get(urgency);
  if (existing?.isConnected) return existing;
  const region = document.createElement('div');
  region.ariaLive = urgency;
  // A dialog hides everything else from screen readers, except elements with this attribute.
  region.setAttribute('data-tabster-never-hide', '');
  Object.assign(region.style, visuallyHidden);
  // On a page that is read from right to left, an element at the left edge would widen the page.
  region.style.insetInlineStart = '0';
  region.style.insetBlockStart = '0';
  document.body.append(region);
  regions.set(urgency, region);
  return region;
}

/** Lets screen readers say a text once. The page does not show it. */
function announce(text: string, urgency: Urgency): void {
  const line = document.createElement('p');
  line.textContent = text;
  prepareRegion(urgency).append(line);
  setTimeout(() => line.remove(), keptMs);
}

/** Milliseconds for which a text must stay the same before it is announced: a person's name may soon replace the id. */
const settleMs = 200;

/**
 * Lets screen readers announce a text when it appears or changes. Only for events without a visible message, whose role, `status`
 * or `alert`, already makes screen readers announce it.
 * @param text `null` for nothing
 * @param isNeeded asked just before the announcement; `false` if the user learns it in another way, such as by the focus
 */
export function useAnnouncement(
  text: string | null,
  urgency: Urgency,
  isNeeded: () => boolean = () => true,
): void {
  const announceIfNeeded = useEffectEvent(() => {
    if (text && isNeeded()) announce(text, urgency);
  });
  useEffect(() => {
    if (!text) return;
    prepareRegion(urgency);
    const timer = setTimeout(() => announceIfNeeded(), settleMs);
    return () => clearTimeout(timer);
  }, [text, urgency]);
}
