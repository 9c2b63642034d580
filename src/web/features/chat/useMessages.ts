import { useCallback, useEffect, useRef, useState } from 'react';
import type { GraphFailure } from '../../errors/graphFailure.ts';
import type { ChatMessage } from '../../workday/workday.ts';
import { useWorkday } from '../../workday/WorkdayProvider.tsx';

/** Milliseconds between two requests for new messages while the page is visible. */
const pollEveryMs = 10_000;

/**
 * Reads the messages of the chat with a person, now and every few seconds. They are `null` until a request has succeeded.
 * @param otherOid the person's object id, by which Microsoft Graph knows them
 */
export function useMessages(otherOid: string) {
  const { messages: source } = useWorkday();
  const [messages, setMessages] = useState<readonly ChatMessage[] | null>(null);
  const [failure, setFailure] = useState<GraphFailure | null>(null);
  const lastRequest = useRef<AbortController | null>(null);

  const read = useCallback(async () => {
    lastRequest.current?.abort();
    const request = new AbortController();
    lastRequest.current = request;
    const answer = await source.list(otherOid, request.signal);
    if (request.signal.aborted) return;
    // A string is a `GraphFailure`.
    if (typeof answer === 'string') return setFailure(answer);
    setFailure(null);
    setMessages(answer);
  }, [source, otherOid]);

  useEffect(() => {
    const readIfVisible = () => {
      if (document.visibilityState === 'visible') void read();
    };
    readIfVisible();
    const timer = setInterval(readIfVisible, pollEveryMs);
    return () => {
      clearInterval(timer);
      lastRequest.current?.abort();
    };
  }, [read]);

  const addSent = (sent: ChatMessage) => {
    // Reads again, because the answer to a running request might lack the new message.
    void read();
    setMessages((earlier) => [...(earlier ?? []).filter(({ id }) => id !== sent.id), sent]);
  };
  return { messages, failure, read: () => void read(), addSent };
}
