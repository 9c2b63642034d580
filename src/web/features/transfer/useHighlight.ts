import { useLayoutEffect, useRef, useState } from 'react';
import type { KnownPerson } from '../../callee/useKnownPeople.ts';
import { useHasScreenKeyboard } from '../../ui/useScreenWidth.ts';

/** How many milliseconds a person needs to read a row that appears. */
const readingMs = 300;

/** From so many letters on, the user means the first row. A single one may be a slip. */
const minLetters = 2;

/**
 * Highlights the row on which Enter acts: the one that the arrow keys have reached or, on a keyboard that is not on the screen, the
 * first one once the user has typed two letters. While the text stays the same, the highlight stays on its person: rows that come
 * later, above or below, do not get Enter.
 */
export function useHighlight(candidates: readonly KnownPerson[], text: string) {
  const [chosen, setChosen] = useState<{ text: string; rawId: string } | null>(null);
  const isKept = chosen?.text === text && candidates.some(({ rawId }) => rawId === chosen.rawId);
  const hasScreenKeyboard = useHasScreenKeyboard();
  const first = hasScreenKeyboard || text.trim().length < minLetters ? undefined : candidates[0];
  const rawId = isKept ? chosen.rawId : first?.rawId;
  // React allows a hook to set its state while rendering.
  if (!isKept && first) setChosen({ text, rawId: first.rawId });
  const shown = useRef({ text, rawId, lateAt: Number.NEGATIVE_INFINITY });
  // Not `useEffect`, which runs so late that a press could come before it.
  useLayoutEffect(() => {
    if (shown.current.text === text && shown.current.rawId === rawId) return;
    // Neither a letter nor an arrow key has brought the row, but a late answer.
    const isLate = shown.current.text === text && shown.current.rawId === undefined && text !== '';
    shown.current = { text, rawId, lateAt: isLate ? performance.now() : Number.NEGATIVE_INFINITY };
  }, [text, rawId]);
  const highlighted = candidates.find((candidate) => candidate.rawId === rawId);
  return {
    highlighted,
    highlight: (candidate: KnownPerson | undefined): void => {
      setChosen(candidate ? { text, rawId: candidate.rawId } : null);
      // The user looks at the row that an arrow key has reached.
      shown.current = { text, rawId: candidate?.rawId, lateAt: Number.NEGATIVE_INFINITY };
    },
    /** Whether the row is one of several that have just appeared, so that the user cannot have seen whom Enter would reach. */
    isUnread: (): boolean => candidates.length > 1 && performance.now() - shown.current.lateAt < readingMs,
  };
}
