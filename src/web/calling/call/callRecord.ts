import type { TeamsCall } from '@azure/communication-calling';
import { countSecondsSince } from '../../base/countSecondsSince.ts';
import { findEndKind, formatEndCode } from '../../errors/endReason.ts';
import { isEnding } from './callState.ts';
import { isPresent, readThreadId, type CallSnapshot, type EndedCall, type FeatureEnd } from './snapshot.ts';
import { getSingleRawId, isGuest, type Target } from './target.ts';

/**
 * Collects the facts about a call that the SDK no longer has when the call has ended.
 * @param target whom the user called; `null` for an incoming call
 */
export function createCallRecord(call: TeamsCall, target: Target | null) {
  const startedAt = Date.now();
  let withVideo = false;
  let isHeldByUser = false;
  const groupWatch = createGroupWatch(call);
  return {
    update(snapshot: CallSnapshot): void {
      withVideo ||= snapshot.isLocalVideoStarted;
      // Keeps the last value: the SDK no longer reports a hold once the call is ending.
      if (!isEnding(snapshot)) isHeldByUser = snapshot.heldBy === 'user' || snapshot.heldBy === 'both';
      groupWatch.update(snapshot);
    },
    /**
     * Describes the call as if it had just ended.
     * @param featureEnd what a feature knows about the end; `null` if only the SDK's end reason says how the call ended
     */
    toEndedCall(snapshot: CallSnapshot, featureEnd: FeatureEnd | null): EndedCall {
      const { callEndReason } = call;
      // An `EndedCall` always has a `kind`, and no `transferredTo` that is `null`.
      const { kind, transferredTo, ...otherFacts }: FeatureEnd = featureEnd ?? {};
      const { id, other, otherName, direction, via, companyCall, connectedAt } = snapshot;
      return {
        id,
        startedAt,
        other,
        otherName,
        target: findMeetingOrGroupTarget(target, groupWatch.findGroup()),
        kind: kind ?? (callEndReason ? findEndKind(callEndReason) : 'hungUp'),
        // If the other participant has transferred the user, this call's code says nothing about how the conversation went on.
        ...(callEndReason &&
          otherFacts.userTransferredTo === undefined && { code: formatEndCode(callEndReason) }),
        seconds: connectedAt === null ? null : countSecondsSince(connectedAt),
        withVideo,
        direction,
        ...(via && { via }),
        ...(companyCall && { companyCall }),
        ...(transferredTo && { transferredTo }),
        ...(isHeldByUser && { isLeftOnHold: true }),
        ...otherFacts,
      };
    },
  };
}

/** The participants of a group call, without the user and without guests, whom nobody can call back, and its chat thread. */
interface Group {
  readonly rawIds: readonly string[];
  readonly threadId: string;
}

/** Matches the thread id of a group call, but not that of a meeting, which people join without being called. */
const groupThreadPattern = /^19:(?!meeting_).*@thread\.v2$/;

/**
 * How long a participant who has left still belongs to the group. At the end of a call, the participants leave one after another,
 * but *Call back* must call all of them.
 */
const leaveTimeMs = 60_000;

/** Follows who is in a group call. */
function createGroupWatch(call: TeamsCall) {
  /** Raw ids of participants, each with the time when they left (milliseconds since 1970); `null` while they are present. */
  const leftAt = new Map<string, number | null>();
  let threadId: string | null = null;
  /** The last group with more than one participant. It remains the group after all but one have left. */
  let lastGroup: Group | null = null;

  /** Remembers the group, if it has more than one participant. @returns the group that it remembered last */
  const updateGroup = (): Group | null => {
    if (threadId === null) return null;
    const earliest = Date.now() - leaveTimeMs;
    const rawIds = [...leftAt].flatMap(([rawId, time]) => (time === null || time > earliest ? [rawId] : []));
    if (rawIds.length > 1) lastGroup = { rawIds, threadId };
    return lastGroup;
  };
  return {
    update({ participants }: CallSnapshot): void {
      const currentThreadId = readThreadId(call);
      if (currentThreadId === null || !groupThreadPattern.test(currentThreadId)) return;
      threadId = currentThreadId;
      const presentIds = new Set(
        participants
          .filter(isPresent)
          .map(({ id }) => id)
          .filter((id) => !isGuest(id)),
      );
      for (const [rawId, time] of leftAt)
        if (time === null && !presentIds.has(rawId)) leftAt.set(rawId, Date.now());
      for (const rawId of presentIds) leftAt.set(rawId, null);
      updateGroup();
    },
    /** @returns `null` if the call is not a group call, or has had only one other participant */
    findGroup: updateGroup,
  };
}

/** The most people whom *Call back* calls at once. */
const maxCallees = 20;

/**
 * Finds the target that leads back into a meeting or a group call.
 * @param target whom the user called; `null` for an incoming call
 * @param group `null` unless the call is a group call
 * @returns `null` for a 1:1 call, and for an incoming group call with too many participants to call them back
 */
function findMeetingOrGroupTarget(target: Target | null, group: Group | null): Target | null {
  if (target?.kind === 'meeting') return target;
  if (group && group.rawIds.length <= maxCallees) return { kind: 'people', ...group };
  return getSingleRawId(target) === null ? target : null;
}
