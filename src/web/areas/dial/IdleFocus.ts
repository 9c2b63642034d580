import { useEffect, useRef } from 'react';
import { usePhoneState } from '../../calling/react.tsx';
import { touchScreenQuery } from '../../ui/screenWidth.ts';
import { useKeyDown } from '../../ui/useKeyDown.ts';

const isFocusFree = () => document.activeElement === null || document.activeElement === document.body;

/** Selects the elements whose content must keep the focus: fields, rows of lists, dialogs and menus. */
const busyPlaces =
  'input, textarea, select, [contenteditable], li, [role=dialog], [role=alertdialog], [role=menu]';

/** Whether the user types, chooses from a list, or uses a dialog. A button that has kept the focus since a press does not count. */
const isUserBusy = () => document.activeElement?.closest(busyPlaces) != null;

/** Whether a key writes a character. The space bar does not count, because it unmutes the user during a call. */
const isCharacter = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) =>
  key.length === 1 && key !== ' ' && !ctrlKey && !altKey && !metaKey;

/** Calls `onRemoved` once the element is no longer on the page. @returns a function that ends the watch */
function watchRemoval(element: Element | null, onRemoved: () => void): () => void {
  const observer = new MutationObserver(() => {
    if (element?.isConnected) return;
    observer.disconnect();
    onRemoved();
  });
  observer.observe(document.body, { subtree: true, childList: true });
  return () => observer.disconnect();
}

/** On a touch screen, the focus would open the on-screen keyboard. */
const isTouchScreen = () => matchMedia(touchScreenQuery).matches;

/**
 * Moves the focus to the text box in `element` if nothing else needs it: at the start, after the last call, after a notice has gone
 * with the button that had the focus, and when the user begins to type. On a touch screen, it does so only for typing. A component
 * of its own, so that a new call does not render the dial box.
 */
export function IdleFocus({ element }: { element: HTMLElement | null }): null {
  const isInCall = usePhoneState(({ front }) => front !== null);
  const noticeCount = usePhoneState(({ notices, ended }) => notices.length + (ended ? 1 : 0));
  useEffect(() => {
    const box = element?.querySelector('input');
    if (!box || isInCall || isTouchScreen()) return;
    if (!isUserBusy()) return box.focus();
    // Waits until the focused element disappears, for example with the list of calls a moment after the last call.
    return watchRemoval(document.activeElement, () => isFocusFree() && box.focus());
  }, [element, isInCall]);
  const lastNoticeCount = useRef(noticeCount);
  useEffect(() => {
    const isNoticeGone = noticeCount < lastNoticeCount.current;
    lastNoticeCount.current = noticeCount;
    if (isNoticeGone && !isInCall && isFocusFree() && !isTouchScreen())
      element?.querySelector('input')?.focus();
  }, [element, isInCall, noticeCount]);
  useKeyDown((event) => {
    if (isFocusFree() && isCharacter(event) && !event.defaultPrevented)
      element?.querySelector('input')?.focus();
  });
  return null;
}
