import type { TeamsCall } from '@azure/communication-calling';
import { isPresent, type CallSnapshot } from './snapshot.ts';
import { getSingleRawId, type Target } from './target.ts';
import { readThreadId } from './threadId.ts';

/** The participants of a group call, without the user, and its chat thread. */
export interface Group {
  readonly rawIds: readonly string[];
  readonly threadId: string;
}

/**
 * Accepts the thread id of a group call, `19:…@thread.v2`, and not that of a meeting, `19:meeting_…@thread.v2`. A
 * meeting is left out because users join it instead of being called. A 1:1 call has no thread, even after a transfer.
 */
const groupThreadPattern = /^19:(?!meeting_).*@thread\.v2$/;

/**
 * Finds the largest set of participants that a group call has had so far, because participants who have left still
 * belong to the group.
 * @param largestBefore what this function returned for the call's last snapshot
 * @returns `null` if the call is not a group call, or has had only one other participant
 */
export function findLargestGroup(
  call: TeamsCall,
  { participants }: CallSnapshot,
  largestBefore: Group | null,
): Group | null {
  const threadId = readThreadId(call);
  if (threadId === null || !groupThreadPattern.test(threadId)) return largestBefore;
  const rawIds = participants.filter(isPresent).map(({ id }) => id);
  const sizeBefore = largestBefore?.rawIds.length ?? 1;
  return rawIds.length > sizeBefore ? { rawIds, threadId } : largestBefore;
}

/** The number of people whom Teams calls at once in a group call. */
const maxCallees = 20;

/**
 * Finds the target to call in order to rejoin a meeting or a group call.
 * @param target whom the user called; `null` for an incoming call
 * @param group the participants of the group call so far; `null` for other calls
 * @returns `null` for a 1:1 call, and for a group that is too large to be called
 */
export function findMeetingOrGroupTarget(target: Target | null, group: Group | null): Target | null {
  if (target !== null && getSingleRawId(target) === null) return target;
  return group && group.rawIds.length <= maxCallees ? { kind: 'people', ...group } : null;
}
