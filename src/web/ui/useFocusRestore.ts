import { useRef, type FocusEvent } from 'react';

/**
 * For an alert whose own button removes the alert: gives the focus back to the element that had the focus before the alert.
 * @returns `rememberFocus` for the alert's `onFocus`, and `restoreFocus`, to be called before the alert is removed
 */
export function useFocusRestore() {
  const focusBefore = useRef<HTMLElement | null>(null);
  return {
    rememberFocus: ({ relatedTarget, currentTarget }: FocusEvent) => {
      if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
        focusBefore.current = relatedTarget;
    },
    restoreFocus: () => focusBefore.current?.focus(),
  };
}
