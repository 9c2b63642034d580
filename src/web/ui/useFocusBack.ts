import { useRef, type FocusEvent } from 'react';

/**
 * For an alert whose button removes it: moves the focus back to where it was before it came to the alert.
 * @returns `remember` for the alert's `onFocus`, and `giveBack`, to be called before the alert is removed
 */
export function useFocusBack() {
  const focusBefore = useRef<HTMLElement | null>(null);
  return {
    remember: ({ relatedTarget, currentTarget }: FocusEvent) => {
      if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
        focusBefore.current = relatedTarget;
    },
    giveBack: () => focusBefore.current?.focus(),
  };
}
