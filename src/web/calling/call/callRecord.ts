import type { TeamsCall } from '@azure/communication-calling';
import { createGroupWatch, findMeetingOrGroupTarget } from './groupCall.ts';
import { createEndedCall, type CallSnapshot, type EndedCall, type FeatureEnd } from './snapshot.ts';
import type { Target } from './target.ts';

/** Collects facts about a call while it goes on, because the SDK no longer has them when the call has ended. */
export interface CallRecord {
  /** Collects the facts of a new snapshot. Must be called with every snapshot of the call. */
  readonly update: (snapshot: CallSnapshot) => void;
  /**
   * @returns the target to call in order to rejoin this call; `null` while the SDK does not say who the other
   * participant is
   */
  readonly findRejoinTarget: (snapshot: CallSnapshot) => Target | null;
  /**
   * Creates the record of the ended call.
   * @param featureEnd what a feature knows about the end; `null` if only the SDK's end reason says how the call ended
   */
  readonly toEndedCall: (snapshot: CallSnapshot, featureEnd: FeatureEnd | null) => EndedCall;
}

/** @param target whom the user called; `null` for an incoming call */
export function createCallRecord(call: TeamsCall, target: Target | null): CallRecord {
  const startedAt = Date.now();
  /** Whether the user has sent video at any time of the call. */
  let withVideo = false;
  const groupWatch = createGroupWatch(call);
  const findTarget = () => findMeetingOrGroupTarget(target, groupWatch.findGroup());
  return {
    update(snapshot) {
      withVideo ||= snapshot.isLocalVideoStarted;
      groupWatch.update(snapshot);
    },
    findRejoinTarget: ({ other }) =>
      findTarget() ?? (other === null ? null : { kind: 'people', rawIds: [other] }),
    toEndedCall(snapshot, featureEnd) {
      return createEndedCall(snapshot, call.callEndReason, {
        startedAt,
        withVideo,
        featureEnd,
        target: findTarget(),
      });
    },
  };
}
