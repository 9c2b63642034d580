import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../workday/workday.ts';
import { useWorkday } from '../../workday/WorkdayProvider.tsx';
import type { GraphFailure } from '../../errors/graphFailure.ts';

export interface SendFailure {
  readonly text: string;
  readonly reason: GraphFailure;
}

/** Milliseconds between two requests for new messages while the panel is open and the page is visible. */
const pollEveryMs = 10_000;

/** Returns the messages of the chat with a person, and functions that read and send messages. */
export function useConversation(otherOid: string) {
  const { messages: source } = useWorkday();
  const [messages, setMessages] = useState<readonly ChatMessage[] | null>(null);
  const [readFailure, setReadFailure] = useState<GraphFailure | null>(null);
  const [sendFailure, setSendFailure] = useState<SendFailure | null>(null);
  const [isSending, setSending] = useState(false);
  const controller = useRef<AbortController | null>(null);

  const read = useCallback(async () => {
    controller.current?.abort();
    const ownController = new AbortController();
    controller.current = ownController;
    const answer = await source.list(otherOid, ownController.signal);
    if (ownController.signal.aborted) return;
    if (typeof answer === 'string') return setReadFailure(answer);
    setReadFailure(null);
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
      controller.current?.abort();
    };
  }, [read]);

  const send = async (text: string): Promise<boolean> => {
    setSending(true);
    const answer = await source.send(otherOid, text);
    setSending(false);
    if (typeof answer === 'string') {
      setSendFailure({ text, reason: answer });
      return false;
    }
    setSendFailure(null);
    // A request that began before the message was sent would answer without the message.
    void read();
    setMessages((earlier) => [...(earlier ?? []).filter(({ id }) => id !== answer.id), answer]);
    return true;
  };
  return { messages, readFailure, sendFailure, isSending, read: () => void read(), send };
}
