import type { TeamsCall } from '@azure/communication-calling';
import { isPresent, type CallSnapshot } from './snapshot.ts';
import { singleRawId, type Target } from './target.ts';

/** The participants of a group call, without the user, and its chat thread. */
export interface Group {
  readonly rawIds: readonly string[];
  readonly threadId: string;
}

/**
 * The thread of a group call. A meeting has another form of thread, because users join it instead of being called. A 1:1
 * call has none, even after a transfer.
 */
const groupThread = /^19:(?!meeting_).*@thread\.v2$/;

/**
 * The largest set of participants so far of a group call.
 * @param before what this function returned last
 * @returns `null` if the call is no group call
 */
export function largestGroup(
  call: TeamsCall,
  { participants }: CallSnapshot,
  before: Group | null,
): Group | null {
  const { threadId = '' } = call.info;
  if (!groupThread.test(threadId)) return before;
  const rawIds = participants.filter(isPresent).map(({ id }) => id);
  return rawIds.length > (before?.rawIds.length ?? 1) ? { rawIds, threadId } : before;
}

/** Teams lets no more people ring at once in a group call. */
const maxCallees = 20;

/**
 * The target of a call that cannot be called back by one raw id: a meeting or a group.
 * @param target where the user placed the call to
 * @returns `null` for a 1:1 call, and for a group that is too large to be called
 */
export function targetOfSeveral(target: Target | null, group: Group | null): Target | null {
  if (target !== null && singleRawId(target) === null) return target;
  return group && group.rawIds.length <= maxCallees ? { kind: 'people', ...group } : null;
}
