import { useRef, type FocusEvent } from 'react';

/**
 * For a message whose own button removes it: gives the focus back to the element that had the focus before the message.
 * @returns `rememberFocus` for the message's `onFocus`, and `restoreFocus`
 */
export function useFocusRestore() {
  const focusBefore = useRef<HTMLElement | null>(null);
  return {
    rememberFocus: ({ relatedTarget, currentTarget }: FocusEvent) => {
      if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
        focusBefore.current = relatedTarget;
    },
    restoreFocus: () => {
      focusBefore.current?.focus();
      focusBefore.current = null;
    },
  };
}
