import type { TeamsCall } from '@azure/communication-calling';
import { isPresent, type CallSnapshot } from './snapshot.ts';
import { onlyOne, type Target } from './target.ts';

export interface Group {
  readonly rawIds: readonly string[];
  readonly threadId: string;
}

/** A group's chat. A meeting is joined, not rung, and who is transferred into a call of two brings no chat to it. */
const groupChat = /^19:(?!meeting_).*@thread\.v2$/;

/** The most people who were in the call together, if it is a group's. */
export function largest(call: TeamsCall, { participants }: CallSnapshot, before: Group | null): Group | null {
  const { threadId = '' } = call.info;
  if (!groupChat.test(threadId)) return before;
  const rawIds = participants.filter(isPresent).map(({ id }) => id);
  return rawIds.length > (before?.rawIds.length ?? 1) ? { rawIds, threadId } : before;
}

/** Teams rings no larger group; whoever calls back must not either. */
const ringsAtMost = 20;

/** Where to call back when one person would not stand for all: the meeting, or those who were together. */
export function severalOf(target: Target | null, group: Group | null): Target | null {
  if (target !== null && onlyOne(target) === null) return target;
  return group && group.rawIds.length <= ringsAtMost ? { kind: 'people', ...group } : null;
}
