import { useEffect, useRef } from 'react';
import { announce, prepareRegion, type Urgency } from './announcer.ts';

/**
 * How long a text must stay the same before it is announced, in ms. So the name of a person that arrives a moment after the id
 * does not cause a second announcement, and a new region is known to the screen reader before its first text.
 */
const settleMs = 200;

/**
 * Lets screen readers announce an event that no visible message tells, when its text appears and when it changes. A visible message
 * has the role `status` or `alert` instead, and would be announced twice.
 * @param text `null` for nothing
 * @param isNeeded asked just before the announcement; `false` if the user learns it in another way, such as by the focus
 */
export function useAnnouncement(
  text: string | null,
  urgency: Urgency,
  isNeeded: () => boolean = () => true,
): void {
  const lastIsNeeded = useRef(isNeeded);
  useEffect(() => {
    lastIsNeeded.current = isNeeded;
  });
  useEffect(() => {
    if (!text) return undefined;
    prepareRegion(urgency);
    const timer = setTimeout(() => {
      if (lastIsNeeded.current()) announce(text, urgency);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text, urgency]);
}
