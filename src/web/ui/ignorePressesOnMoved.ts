import { controlSelector } from './useSecondPressGuard.ts';

/** For so long after a change, a press may be meant for what was at the place before. */
export const settleMs = 500;
/** A control that has moved by this distance or less is still under the pointer of a user who aimed at it. */
const samePlacePx = 8;

let stopIgnoring = () => {};
/** Where the controls were before the changes of the last half second. */
const places = new Map<Element, DOMRect>();

/**
 * Must be called just before something moves that the user has not moved. For half a second, clicks on controls that have moved do
 * nothing, because the user meant what was at the place before.
 */
export function ignorePressesOnMoved(): void {
  const earlierPlaces = [...places];
  stopIgnoring();
  for (const control of document.querySelectorAll(controlSelector))
    places.set(control, control.getBoundingClientRect());
  // A second change, of which this is the beginning, must not make the app forget what the first one has moved.
  for (const [control, place] of earlierPlaces) places.set(control, place);
  const onClick = (event: MouseEvent) => {
    const control = event.target instanceof Element ? event.target.closest(controlSelector) : null;
    const place = control && places.get(control);
    // 0: a key or a script has pressed the control, and not the pointer.
    if (!place || event.detail === 0) return;
    const { left, top } = control.getBoundingClientRect();
    if (Math.hypot(left - place.left, top - place.top) <= samePlacePx) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // `capture` makes this listener run before the app's.
  addEventListener('click', onClick, { capture: true });
  const stop = () => stopIgnoring();
  const timer = setTimeout(stop, settleMs);
  // A user who resizes the window knows that everything moves.
  addEventListener('resize', stop);
  stopIgnoring = () => {
    clearTimeout(timer);
    removeEventListener('resize', stop);
    removeEventListener('click', onClick, { capture: true });
    places.clear();
    stopIgnoring = () => {};
  };
}
