import { useState } from 'react';
import type { Target } from '../../calling/call/target.ts';
import { usePhoneState } from '../../calling/react.tsx';

const chatId = /^19:[\w.-]{1,200}@thread\.v2$/;

/** The chat of a group call, given by hand. */
export interface Thread {
  /** Whether it is asked for: a group is meant, and no chat could be made for one. */
  readonly isAsked: boolean;
  readonly value: string;
  readonly isInvalid: boolean;
  readonly onChange: (value: string) => void;
  /** Where to call, with the chat in it. */
  readonly target: Target | null;
}

/** @param target where the box leads without */
export function useThread(target: Target | null): Thread {
  const problems = usePhoneState((state) => state.problems);
  const [value, onChange] = useState('');
  const [wasRefused, setWasRefused] = useState(false);
  // Calling again takes the notice away; the field stays.
  if (!wasRefused && problems.some(({ code }) => code === 'no-group-chat')) setWasRefused(true);

  const isAsked = wasRefused && target?.kind === 'people' && target.rawIds.length > 1;
  const threadId = value.trim();
  const isInvalid = isAsked && threadId !== '' && !chatId.test(threadId);
  if (!isAsked || threadId === '') return { isAsked, value, isInvalid, onChange, target };
  return { isAsked, value, isInvalid, onChange, target: isInvalid ? null : { ...target, threadId } };
}
