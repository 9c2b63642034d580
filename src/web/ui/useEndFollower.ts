import { useLayoutEffect, useRef, type UIEvent } from 'react';

/** In px. A list that is nearer to its end than this counts as scrolled to its end. */
const maxDistance = 40;

/** Keeps the newest entry in sight, unless the user has scrolled up. @returns the props of the element that scrolls */
export function useEndFollower() {
  const ref = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const list = ref.current;
    if (list && isAtEnd.current) list.scrollTop = list.scrollHeight;
  });
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent) => {
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < maxDistance;
  };
  return { ref, onScroll };
}
