import { useRef, type FocusEvent } from 'react';

/**
 * For an alert that disappears with its button: the focus returns to where it was before it came to the alert.
 * @returns `remember` for the alert's `onFocus`, and `giveBack` to call before the alert goes.
 */
export function useFocusBack() {
  const cameFrom = useRef<HTMLElement | null>(null);
  return {
    remember: ({ relatedTarget, currentTarget }: FocusEvent) => {
      if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
        cameFrom.current = relatedTarget;
    },
    giveBack: () => cameFrom.current?.focus(),
  };
}
