import { useState } from 'react';
import type { Target } from '../../calling/call/target.ts';
import { usePhoneState } from '../../calling/react.tsx';

/** A thread's id: `19:`, then 1 to 200 letters, digits, `_`, `.` or `-`, then `@thread.v2`. */
const threadPattern = /^19:[\w.-]{1,200}@thread\.v2$/;

/** The state of the field in which the user enters the thread of a group call. */
export interface ThreadInput {
  /** Whether the field is shown. This needs a group as the target, and an attempt to create its chat that has failed. */
  readonly isShown: boolean;
  readonly value: string;
  readonly isInvalid: boolean;
  readonly onChange: (value: string) => void;
  /** The target with the thread in it; `null` when there is no target or the thread is invalid. */
  readonly target: Target | null;
}

/**
 * Lets the user enter a thread after the app could not create a chat for a group call.
 * @param target the target of the dial box, without a thread
 */
export function useThreadInput(target: Target | null): ThreadInput {
  const problems = usePhoneState((state) => state.problems);
  const [value, onChange] = useState('');
  const [hasFailed, setHasFailed] = useState(false);
  // The next attempt removes the problem from the list, but the field stays.
  if (!hasFailed && problems.some(({ code }) => code === 'no-group-chat')) setHasFailed(true);

  const isShown = hasFailed && target?.kind === 'people' && target.rawIds.length > 1;
  const threadId = value.trim();
  const isInvalid = isShown && threadId !== '' && !threadPattern.test(threadId);
  if (!isShown || threadId === '') return { isShown, value, isInvalid, onChange, target };
  return { isShown, value, isInvalid, onChange, target: isInvalid ? null : { ...target, threadId } };
}
