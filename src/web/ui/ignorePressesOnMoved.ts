import { controlSelector } from './useSecondPressGuard.ts';

/** Milliseconds in which a press may be meant for what was at the place before. */
const settleMs = 500;
/** A control that has moved by so few pixels is still under the pointer of a user who aimed at it. */
const samePlacePx = 8;

let stopIgnoring = () => {};

/**
 * Must be called just before something moves without an action of the user. For half a second, presses of the pointer on controls
 * that have moved do nothing, because the user meant what was at the place before.
 */
export function ignorePressesOnMoved(): void {
  stopIgnoring();
  const places = new Map<Element, DOMRect>();
  for (const control of document.querySelectorAll(controlSelector))
    places.set(control, control.getBoundingClientRect());
  const onClick = (event: MouseEvent) => {
    const control = event.target instanceof Element ? event.target.closest(controlSelector) : null;
    const place = control && places.get(control);
    // A key or a script presses a control without a click of the pointer.
    if (!place || event.detail === 0) return;
    const { left, top } = control.getBoundingClientRect();
    if (Math.hypot(left - place.left, top - place.top) <= samePlacePx) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // `capture` makes this listener run before the app's.
  addEventListener('click', onClick, { capture: true });
  const timer = setTimeout(() => stopIgnoring(), settleMs);
  stopIgnoring = () => {
    clearTimeout(timer);
    removeEventListener('click', onClick, { capture: true });
    stopIgnoring = () => {};
  };
}
