import type { TeamsCall } from '@azure/communication-calling';
import type { EndKind } from '../../errors/endReason.ts';
import { largestGroup, targetOfSeveral, type Group } from './groupCall.ts';
import { readEnd, type CallSnapshot, type EndedCall } from './snapshot.ts';
import type { Target } from './target.ts';

/** What must be remembered of a call while it goes on, because the SDK no longer knows it when the call has ended. */
export interface CallRecord {
  /** Must be called with every new snapshot of the call. */
  readonly update: (snapshot: CallSnapshot) => void;
  /** The target that leads back into this call; `null` while the SDK does not say who the other participant is. */
  readonly callBack: (snapshot: CallSnapshot) => Target | null;
  /** @param kind how the call ended, if a feature ended it; `null` leaves the answer to the SDK's end reason */
  readonly end: (snapshot: CallSnapshot, kind: EndKind | null) => EndedCall;
}

/** @param target where the user placed the call to; `null` for an incoming call */
export function createCallRecord(call: TeamsCall, target: Target | null): CallRecord {
  const startedAt = Date.now();
  let withVideo = false;
  let group: Group | null = null;
  return {
    update(snapshot) {
      withVideo ||= snapshot.isLocalVideoStarted;
      group = largestGroup(call, snapshot, group);
    },
    callBack: ({ other }) =>
      targetOfSeveral(target, group) ?? (other === null ? null : { kind: 'people', rawIds: [other] }),
    end(snapshot, kind) {
      const reason = call.callEndReason ?? { code: 0, subCode: 0 };
      return readEnd(snapshot, reason, {
        startedAt,
        withVideo,
        kind,
        target: targetOfSeveral(target, group),
      });
    },
  };
}
