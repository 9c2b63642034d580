import { useEffect, useState } from 'react';
import { waitForPaint } from '../base/waitForPaint.ts';

/** So soon after something has appeared, a press may be meant for what was at its place before. */
const newMs = 500;

/** Returns whether the component has just appeared by itself, so that its buttons should not take presses yet. */
export function useIsNew(): boolean {
  const [isNew, setIsNew] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    // The time begins when the user can see the component, because a busy page draws it late.
    void waitForPaint().then(() => {
      if (!isGone) timer = setTimeout(() => setIsNew(false), newMs);
    });
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  return isNew;
}
