import { useEffect, useState } from 'react';
import { usePeople } from '../people/PeopleProvider.tsx';
import type { Matches } from '../people/people.ts';

/** From the last key to the question, in milliseconds. */
const pause = 150;
/** Between two questions to a busy directory: it is asked again without another key. */
const patience = 2_000;

/**
 * Who matches what is being typed. The question waits until the keys rest, and an answer to an older one is dropped.
 * @param text `null` when nothing is looked for
 * @returns `null` while there is no answer yet
 */
export function useSearch(text: string | null): Matches | null {
  const people = usePeople();
  const [answer, setAnswer] = useState<{ text: string; matches: Matches } | null>(null);
  useEffect(() => {
    if (text === null) return;
    const stop = new AbortController();
    const ask = () =>
      void people.search(text, stop.signal).then((matches) => {
        if (stop.signal.aborted) return;
        setAnswer({ text, matches });
        if (matches === 'busy') timer = setTimeout(ask, patience);
      });
    let timer = setTimeout(ask, pause);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [people, text]);
  return answer?.text === text ? answer.matches : null;
}
