import { useEffect } from 'react';

/** Milliseconds after a press within which another press at the same place is part of the same double press. */
const doublePressMs = 700;
/** Pixels by which a hand moves between the two presses of a double press. */
const samePlacePx = 8;

const controlSelector = 'button, a, input, [role=option], [role^=menuitem], [role=tab]';

/** The attribute of a control for which one press too many does no harm, even if the next such control has moved to its place. */
export const repeatable = { 'data-repeatable': '' };
const repeatableSelector = '[data-repeatable]';

/** A press of the pointer on a control. `at` is in milliseconds since the page was opened. */
interface Press {
  readonly control: Element;
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

/** Whether the second press of a double press meets another control than the first. */
const isMisplaced = (first: Press, second: Press): boolean =>
  second.at - first.at < doublePressMs &&
  Math.hypot(second.x - first.x, second.y - first.y) <= samePlacePx &&
  second.control !== first.control &&
  !(first.control.matches(repeatableSelector) && second.control.matches(repeatableSelector));

/**
 * Ignores the second press of a double press if the first press has brought another control to the same place, because the user
 * meant the first control. Otherwise a double press on *Use this tab* could reach *Call back*, one on *Call back* could also call
 * the person of the next message, and one on a held call could reach the call that has moved into its row. Presses of keys are
 * not affected, because the focus does not stay in a place.
 */
export function useSecondPressGuard(): void {
  useEffect(() => {
    let last: Press | null = null;
    const onClick = (event: MouseEvent) => {
      const control = event.target instanceof Element ? event.target.closest(controlSelector) : null;
      // A key or a script presses a control without a click of the pointer.
      if (!control || event.detail === 0) return;
      const { timeStamp: at, clientX: x, clientY: y } = event;
      const press = { control, at, x, y };
      if (last !== null && isMisplaced(last, press)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else last = press;
    };
    // A user who has typed between two presses means both of them.
    const onInput = () => (last = null);
    // `capture` makes these listeners run before the app's.
    addEventListener('click', onClick, { capture: true });
    addEventListener('input', onInput, { capture: true });
    return () => {
      removeEventListener('click', onClick, { capture: true });
      removeEventListener('input', onInput, { capture: true });
    };
  }, []);
}
