import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhoneState } from '../calling/react.tsx';
import { usePeople } from '../people/PeopleProvider.tsx';
import type { SearchResult } from '../people/people.ts';

/** Why a search failed. */
export type SearchFailure = Extract<SearchResult, string>;

/** Milliseconds from the last change of the text to the request. */
const typingPauseMs = 150;
/** Milliseconds from the answer `busy` to the next attempt. */
const retryAfterMs = 2_000;

/**
 * Searches the directory when the user stops typing for a moment. Repeats the search while the directory is busy, and when the
 * browser comes back online.
 * @param text `null` for no search
 * @returns the last answer about this text; `null` if there is none yet
 */
export function useSearch(text: string | null): SearchResult | null {
  const people = usePeople();
  const [answer, setAnswer] = useState<{ text: string; result: SearchResult } | null>(null);
  useEffect(() => {
    if (text === null) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const sendRequest = () => {
      // The browser may come back online while a request is already planned.
      clearTimeout(timer);
      void people.search(text, controller.signal).then((result) => {
        if (controller.signal.aborted) return;
        setAnswer({ text, result });
        if (result === 'busy') timer = setTimeout(sendRequest, retryAfterMs);
      });
    };
    timer = setTimeout(sendRequest, typingPauseMs);
    addEventListener('online', sendRequest);
    return () => {
      removeEventListener('online', sendRequest);
      clearTimeout(timer);
      controller.abort();
    };
  }, [people, text]);
  return answer?.text === text ? answer.result : null;
}

/** Returns a function that says why a search failed. Without a token, the reason may be that the user's sign-in has ended. */
export function useSearchFailureWords(): (failure: SearchFailure) => string {
  const { t } = useTranslation();
  const hasSignInEnded = usePhoneState(({ problems }) =>
    problems.some(({ code }) => code === 'sign-in-needed'),
  );
  return (failure) => t(`dial.search.${failure === 'noToken' && hasSignInEnded ? 'signedOut' : failure}`);
}
