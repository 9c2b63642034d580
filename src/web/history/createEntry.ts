import type { EndedCall, UnansweredCall } from '../calling/call/snapshot.ts';
import type { CompanyCall, Via } from '../calling/call/callOrigin.ts';
import type { HistoryEntry } from './entry.ts';

/** Creates the property `via` of an entry; no property if the caller called the user directly. */
const toStoredVia = (via: Via | null | undefined): Pick<HistoryEntry, 'via'> =>
  !via ? {} : { via: { rawId: via.rawId, name: via.displayName } };

const toStoredCompanyCall = (
  companyCall: CompanyCall | undefined,
): Pick<HistoryEntry, 'companyNumber' | 'waitedSeconds'> => ({
  ...(companyCall && { companyNumber: companyCall.number }),
  ...(companyCall && companyCall.waitedSeconds !== null && { waitedSeconds: companyCall.waitedSeconds }),
});

function outcomeOf(ended: EndedCall): HistoryEntry['outcome'] {
  const { direction, seconds, unansweredAs, isHungUpByUser, isCrossed } = ended;
  if (unansweredAs) return unansweredAs;
  // The two people had called each other at the same time, and speak in the other of the two calls.
  if (isCrossed) return direction === 'Outgoing' ? 'placed' : 'answered';
  if (direction === 'Outgoing') return seconds === null ? 'unanswered' : 'placed';
  // The call ended while the user was accepting it: nobody spoke.
  if (seconds === null) return isHungUpByUser ? 'declined' : 'missed';
  return 'answered';
}

/** Creates the entry of a call that was placed or answered here. @param name of the other person; `null` if not known */
export function createCallEntry(ended: EndedCall, name: string | null): HistoryEntry {
  const { id, other, target, seconds, withVideo, startedAt, code, via, companyCall, transferredTo } = ended;
  return {
    key: id,
    other: target === null ? other : null,
    target,
    name: target === null ? name : null,
    outcome: outcomeOf(ended),
    withVideo,
    at: startedAt,
    seconds,
    ...(code !== undefined && { code }),
    ...toStoredVia(via),
    ...toStoredCompanyCall(companyCall),
    ...(transferredTo && { transferredTo: transferredTo.rawId, toVoicemail: transferredTo.isVoicemail }),
  };
}

/** Creates the entry of an incoming call that was not accepted in this tab. */
export const createUnansweredEntry = (call: UnansweredCall): HistoryEntry => ({
  key: call.id,
  other: call.callerId,
  target: null,
  name: call.displayName,
  outcome: call.outcome,
  withVideo: false,
  at: call.startedAt,
  seconds: null,
  ...(call.code !== undefined && { code: call.code }),
  ...toStoredVia(call.via),
  ...toStoredCompanyCall(call.companyCall),
});
