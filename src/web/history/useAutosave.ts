import { useCallback, useEffect, useRef } from 'react';

/** Milliseconds after the last keystroke until the text is saved. If the page crashes, at most this much is lost. */
const saveAfterMs = 300;

/**
 * Saves a text while the user types it: shortly after a keystroke, and at once when the component disappears or the page
 * is left.
 * @param save stores the text
 */
export function useAutosave(save: (text: string) => void) {
  const latestSave = useRef(save);
  useEffect(() => {
    latestSave.current = save;
  }, [save]);
  const unsavedText = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saveNow = useCallback(() => {
    clearTimeout(timer.current);
    if (unsavedText.current !== null) latestSave.current(unsavedText.current);
    unsavedText.current = null;
  }, []);
  useEffect(() => {
    addEventListener('pagehide', saveNow);
    // A browser on a phone may end a hidden page without the event `pagehide`.
    document.addEventListener('visibilitychange', saveNow);
    return () => {
      removeEventListener('pagehide', saveNow);
      document.removeEventListener('visibilitychange', saveNow);
      saveNow();
    };
  }, [saveNow]);
  const saveSoon = (text: string) => {
    unsavedText.current = text;
    clearTimeout(timer.current);
    timer.current = setTimeout(saveNow, saveAfterMs);
  };
  return { saveSoon, saveNow };
}
