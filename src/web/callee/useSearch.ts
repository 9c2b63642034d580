import { useEffect, useState } from 'react';
import { usePeople } from '../people/PeopleProvider.tsx';
import type { SearchResult } from '../people/people.ts';

/** Milliseconds from the last key press to the request. */
const typingPauseMs = 150;
/** Milliseconds until the search is repeated if the directory was busy. */
const retryAfterMs = 2_000;

/**
 * Searches the directory when the user stops typing for a moment, and again when the browser is online again.
 * @param text `null` for no search
 * @returns `null` until the directory has answered
 */
export function useSearch(text: string | null): SearchResult | null {
  const people = usePeople();
  const [answer, setAnswer] = useState<{ text: string; matches: SearchResult } | null>(null);
  useEffect(() => {
    if (text === null) return;
    const controller = new AbortController();
    const sendRequest = () =>
      void people.search(text, controller.signal).then((matches) => {
        if (controller.signal.aborted) return;
        setAnswer({ text, matches });
        if (matches === 'busy') timer = setTimeout(sendRequest, retryAfterMs);
      });
    let timer = setTimeout(sendRequest, typingPauseMs);
    addEventListener('online', sendRequest);
    return () => {
      removeEventListener('online', sendRequest);
      clearTimeout(timer);
      controller.abort();
    };
  }, [people, text]);
  return answer?.text === text ? answer.matches : null;
}
