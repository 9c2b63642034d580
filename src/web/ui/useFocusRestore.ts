import { useRef, type FocusEvent } from 'react';

/**
 * For a message that disappears when the user presses its button: gives the focus back to the element that had it before.
 * @returns `rememberFocus` for the message's `onFocus`, and `restoreFocus` for the press
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
