import { useEffect } from 'react';

/** Milliseconds after a press within which another press at the same place is part of the same double press. */
const doublePressMs = 700;
/** Pixels by which a hand moves between the two presses of a double press. */
const samePlacePx = 8;

export const controlSelector = 'button, a, input, [role=option], [role^=menuitem], [role=tab]';

/** For a control where one press too many does no harm, even if the next such control has moved to its place. */
export const repeatable = { 'data-repeatable': '' };
const repeatableSelector = '[data-repeatable]';

/** A press of the pointer on a control. `at` is in milliseconds since the page was opened. */
interface Press {
  readonly control: Element;
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

const areRepeatable = (...controls: readonly (Element | null)[]): boolean =>
  controls.every((control) => control?.matches(repeatableSelector));

/** Whether the second press of a double press meets another control than the first. */
const isMisplaced = (first: Press, second: Press): boolean =>
  second.at - first.at < doublePressMs &&
  Math.hypot(second.x - first.x, second.y - first.y) <= samePlacePx &&
  second.control !== first.control &&
  !areRepeatable(first.control, second.control);

/** Finds the control that an event is for. `instanceof Element` would not know the elements of another window. */
const findControl = ({ target }: Event): Element | null =>
  target !== null && 'closest' in target ? (target as Element).closest(controlSelector) : null;

/** Whether a key presses the control that has the focus. In a field, the space bar writes spaces. */
const pressesControl = (event: KeyboardEvent): boolean => {
  const { key } = event;
  const control = findControl(event);
  return control !== null && (key === 'Enter' || (key === ' ' && !control.matches('input')));
};

/** Whether a control is a menu's command. A choice, for example among microphones, can be undone at once. */
const isCommand = (control: Element | null): boolean => control?.matches('[role=menuitem]') === true;

/**
 * Whether a key presses twice, and the first press has moved the focus to another control: it has removed its own, or has opened a
 * menu, whose first item may end a call.
 */
const isMeantForOther = (first: KeyboardEvent, second: KeyboardEvent): boolean => {
  const [firstControl, secondControl] = [findControl(first), findControl(second)];
  return (
    first.key === second.key &&
    second.timeStamp - first.timeStamp < doublePressMs &&
    pressesControl(first) &&
    (firstControl?.isConnected === false || (isCommand(secondControl) && !isCommand(firstControl))) &&
    !areRepeatable(firstControl, secondControl)
  );
};

/**
 * Ignores the second press of a double press if the first press has brought another control to the same place, because the user
 * meant the first control. A held key presses a control once: it repeats until the next call, or a new card, has the focus. The
 * second press of a key is ignored if the first press has removed its control, such as *Decline*, or has opened a menu, because the
 * focus is then on a control that the user has not chosen. A user who chooses another control presses Tab or an arrow key first. For the same reason, one
 * press of Enter reaches only one control: the browser presses the button that has the focus after the event `keydown`.
 * @param target the window to guard
 */
export function useSecondPressGuard(target: Window = window): void {
  useEffect(() => {
    let last: Press | null = null;
    const onClick = (event: MouseEvent) => {
      const control = findControl(event);
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
    let lastKey: KeyboardEvent | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      const isIgnored =
        pressesControl(event) && (event.repeat || (lastKey !== null && isMeantForOther(lastKey, event)));
      if (!isIgnored) return (lastKey = event);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const onKeyPress = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && lastKey !== null && event.target !== lastKey.target)
        event.preventDefault();
    };
    const abortController = new AbortController();
    // `capture` makes these listeners run before the app's.
    const options = { capture: true, signal: abortController.signal };
    target.addEventListener('click', onClick, options);
    target.addEventListener('input', onInput, options);
    target.addEventListener('keydown', onKeyDown, options);
    target.addEventListener('keypress', onKeyPress, options);
    return () => abortController.abort();
  }, [target]);
}
