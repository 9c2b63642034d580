import type { CallSession } from '../calling/call/session.ts';
import type { Phone } from '../calling/phone.ts';
import { findPreparedTransferOf, readTransferState } from './startTransfer.ts';

const isOnHold = (session: CallSession | undefined): session is CallSession =>
  session?.call.get().state === 'LocalHold';

/** Finds the call on hold whose transfer failed last, and the notice about it. */
function findFailedTransfer(phone: Phone): { session: CallSession; noticeId: string } | null {
  for (const notice of phone.state.get().notices.toReversed()) {
    const session = notice.kind === 'transferFailed' ? phone.findSession(notice.call) : undefined;
    if (isOnHold(session)) return { session, noticeId: notice.id };
  }
  return null;
}

/**
 * Resumes the call with a participant who was to be transferred. These are, in this order: the participant whose transfer failed
 * last, the participant who waits while the user consults the transfer target, and the participant of the front call (the call
 * on the screen) who is on the way to the target.
 * @returns whether there was such a participant
 */
export function resumeTransferee(phone: Phone): boolean {
  const failed = findFailedTransfer(phone);
  if (failed) phone.dismissNotice(failed.noticeId);
  const front = phone.findSession(phone.state.get().front ?? '');
  const waitingCall = front && findPreparedTransferOf(phone, front)?.waitingCall;
  const isFrontOnTheWay = front !== undefined && readTransferState(front)?.target !== null;
  const session = [failed?.session, waitingCall, isFrontOnTheWay ? front : undefined].find(isOnHold);
  if (session) void phone.switchTo(session.key);
  return session !== undefined;
}
