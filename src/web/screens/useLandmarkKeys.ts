import { useKeyDown } from '../ui/useKeyDown.ts';

/** Matches the parts of the window: cards of incoming calls, navigation, dial box, view, panel, call controls, lists. */
const partSelector =
  '#ringing [role=alertdialog], nav, header, main, main aside, main [role=toolbar], section:has(> h2)';

const focusableSelector = 'input:enabled, textarea:enabled, a[href], button:enabled, [tabindex="0"]';

/**
 * Finds the element that gets the focus when the user moves to a part. The card of an incoming call gets the focus itself, and not
 * one of its buttons, so that no key answers the call by mistake.
 * @returns `null` if the part shows nothing that can have the focus
 */
function findTarget(part: HTMLElement): HTMLElement | null {
  if (part.role === 'alertdialog') return part;
  const currentItems = part.querySelectorAll<HTMLElement>('[aria-current=page], [aria-current=true]');
  const candidates = [...currentItems, ...part.querySelectorAll<HTMLElement>(focusableSelector)];
  return candidates.find((candidate) => candidate.checkVisibility({ visibilityProperty: true })) ?? null;
}

/** Moves the focus to the next part of the window, or to the previous one. After the last part comes the first. */
function moveToPart(direction: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>(partSelector)];
  // A part may be inside another one, as the call controls are inside the view. The innermost part comes last.
  const currentIndex = parts.findLastIndex((part) => part.contains(document.activeElement));
  // Without a current part, the step back begins after the last part, and the step forward before the first.
  const start = currentIndex === -1 && direction === -1 ? parts.length : currentIndex;
  for (let step = 1; step <= parts.length; step += 1) {
    // The length is added twice, because `%` would keep the sign of a negative number.
    const index = (start + direction * step + parts.length * 2) % parts.length;
    const target = findTarget(parts[index] as HTMLElement);
    if (target && target !== document.activeElement && !parts[currentIndex]?.contains(target)) {
      target.focus();
      return;
    }
  }
}

/**
 * Lets Ctrl+F6 move the focus to the next part of the window, and Ctrl+Shift+F6 to the previous one, as in Teams. With F6 alone,
 * browsers move to their address bar. An open dialog keeps the focus.
 */
export function useLandmarkKeys(): void {
  useKeyDown((event) => {
    if (event.key !== 'F6' || !event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented)
      return;
    if (document.querySelector('[aria-modal=true]')) return;
    event.preventDefault();
    moveToPart(event.shiftKey ? -1 : 1);
  });
}
