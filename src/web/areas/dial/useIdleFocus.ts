import { useEffect } from 'react';
import { usePhoneState } from '../../calling/react.tsx';

/** Whether nothing on the page has the focus. */
const isFocusFree = () => document.activeElement === null || document.activeElement === document.body;

/** Whether the keys write a character. The space bar does not count, because it unmutes the user during a call. */
const isCharacter = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) =>
  key.length === 1 && key !== ' ' && !ctrlKey && !altKey && !metaKey;

/**
 * Moves the focus to the text box in `element` while nothing else has it: at the start, after the last call, and when the user
 * begins to type. On a touch screen only typing moves it, because the focus would open the keyboard of the screen.
 */
export function useIdleFocus(element: HTMLElement | null): void {
  const isInCall = usePhoneState(({ front }) => front !== null);
  useEffect(() => {
    const box = element?.querySelector('input');
    if (box && !isInCall && isFocusFree() && !matchMedia('(pointer: coarse)').matches) box.focus();
  }, [element, isInCall]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isFocusFree() && isCharacter(event) && !event.defaultPrevented)
        element?.querySelector('input')?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [element]);
}
