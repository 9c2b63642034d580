import type { TeamsCall } from '@azure/communication-calling';
import { isSameIdentity } from '../calling/call/target.ts';
import type { CallTools } from '../calling/call/feature.ts';
import type { CallSnapshot } from '../calling/call/snapshot.ts';
import { findEndKind, formatEndCode } from '../errors/endReason.ts';

/** A question before a transfer: the user calls the transfer target, while the call that is to be transferred waits on hold. */
interface Consultation {
  /** Raw id of the transfer target. */
  readonly rawId: string;
  /** The tools of the call that waits. */
  readonly tools: CallTools;
}

/** Maps each call that waits for the end of a consultation to that consultation. */
const consultations = new Map<TeamsCall, Consultation>();

export const noteConsultation = (waitingCall: TeamsCall, consultation: Consultation): void =>
  void consultations.set(waitingCall, consultation);

/** @returns the raw id of the transfer target whom the user consults about this call; `null` if there is none */
export const findConsultedId = (waitingCall: TeamsCall): string | null =>
  consultations.get(waitingCall)?.rawId ?? null;

export const forgetConsultation = (waitingCall: TeamsCall): void => void consultations.delete(waitingCall);

/**
 * Ends the consultations that the user has in a call. If the transfer target did not answer, the app shows a notice on every
 * screen, because a participant waits on hold.
 * @param call the call with the transfer target, which has ended
 * @param snapshot its last snapshot
 * @returns the calls that waited, and whether the app has shown a notice
 */
export function endConsultations(
  { callEndReason }: TeamsCall,
  { other, connectedAt }: CallSnapshot,
): { waitingCalls: readonly TeamsCall[]; isReported: boolean } {
  const reason = callEndReason ? findEndKind(callEndReason) : 'other';
  // A call that was connected, or that the user has cancelled, ended as the user expected.
  const hasFailed = connectedAt === null && reason !== 'cancelled' && reason !== 'hungUp';
  const ended = [...consultations].filter(([, { rawId }]) => isSameIdentity(rawId, other));
  for (const [waitingCall, { rawId, tools }] of ended) {
    consultations.delete(waitingCall);
    if (!hasFailed) continue;
    const code = callEndReason ? formatEndCode(callEndReason) : null;
    tools.reportTransferFailed({ attempt: 'consultation', target: rawId, reason, code });
  }
  return {
    waitingCalls: ended.map(([waitingCall]) => waitingCall),
    isReported: hasFailed && ended.length > 0,
  };
}
