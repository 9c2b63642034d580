import { useCallback, useEffect, useRef, type RefObject } from 'react';

/** Milliseconds after a change in which a lost focus is given back. Later, the user has taken the focus elsewhere. */
const keepFocusMs = 1_000;

/**
 * Keeps the focus when a favourite moves to another group or is removed, because the browser then takes the focus from the
 * person's row.
 * @param board the element with all rows. It gets the focus if the person has no row any more
 * @returns a function to call after a change, with the raw id of the moved person
 */
export function useFocusKeeper(board: RefObject<HTMLElement | null>): (rawId: string) => void {
  const lastChange = useRef({ rawId: '', at: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    const { rawId, at } = lastChange.current;
    if (document.activeElement !== document.body || performance.now() - at > keepFocusMs) return;
    const row = board.current?.querySelector(`[data-person="${CSS.escape(rawId)}"]`);
    (row?.querySelector<HTMLElement>('[data-menu]') ?? board.current)?.focus();
  });
  return useCallback((rawId) => {
    lastChange.current = { rawId, at: performance.now() };
  }, []);
}
