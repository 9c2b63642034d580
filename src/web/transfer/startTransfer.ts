import { addPeople, type AddPeopleState } from '../add-people/addPeople.ts';
import { isRunning } from '../calling/call/callState.ts';
import type { FeatureSnapshot } from '../calling/call/feature.ts';
import type { CallSession } from '../calling/call/session.ts';
import { findRefusalOf, isSameIdentity } from '../calling/call/target.ts';
import { sessionsOf } from '../calling/calls/followCalls.ts';
import { isConsultationFor } from '../calling/calls/inHand.ts';
import type { Phone } from '../calling/phone.ts';
import type { TransferTarget } from './outgoingTransfer.ts';
import { transfer, type TransferFeatureState } from './transfer.ts';

/** Reads the state of a call's feature `transfer`. It is `pending` while the app asks the SDK for a transfer. */
export const readTransfer = (session: CallSession | undefined) =>
  session?.features.get()[transfer.name] as FeatureSnapshot<TransferFeatureState> | undefined;

/** Whether the call is a connected 1:1 call that is not being transferred already. */
export function isTransferable(session: CallSession): boolean {
  const { state, pending = false } = readTransfer(session) ?? {};
  return state?.availability === 'yes' && !pending && state.target === null;
}

/** Finds another 1:1 call of the user with a person, ringing (without a participant yet) or connected. */
const findCallWith = (phone: Phone, rawId: string, session: CallSession): CallSession | undefined =>
  sessionsOf(phone).find((candidate) => {
    const { other, participants } = candidate.call.get();
    return candidate !== session && isSameIdentity(rawId, other) && participants.length <= 1;
  });

/** Describes a call as a transfer target; `null` unless it is a connected 1:1 call. */
function toCallTarget(session: CallSession): TransferTarget | null {
  const call = session.call.get();
  if (!isRunning(call) || call.participants.length !== 1) return null;
  return { kind: 'call', callId: call.id, rawId: call.other };
}

/** Finds the call in which the user consults somebody about the caller in another call. @param key the key of that other call */
export const findConsultation = (phone: Phone, key: string): CallSession | undefined =>
  sessionsOf(phone).find((session) => isConsultationFor(key, session));

/** A transfer for which the user consults the target in another call. */
export interface PreparedTransfer {
  readonly waitingCall: CallSession;
  readonly consultation: CallSession;
}

/** Finds out which of two calls is a consultation about the other. @returns `null` if neither is */
export function findPreparedTransfer(first: CallSession, second: CallSession): PreparedTransfer | null {
  if (isConsultationFor(second.key, first)) return { waitingCall: second, consultation: first };
  return isConsultationFor(first.key, second) ? { waitingCall: first, consultation: second } : null;
}

/** Finds the prepared transfer to which a call belongs, as the waiting call or as the consultation; `null` if there is none. */
const findPreparedTransferOf = (phone: Phone, session: CallSession): PreparedTransfer | null =>
  sessionsOf(phone)
    .filter((other) => other !== session)
    .map((other) => findPreparedTransfer(session, other))
    .find((prepared) => prepared !== null) ?? null;

/**
 * Finds the call that *Transfer* transfers while `session` is on the screen: if `session` is a consultation, the call that waits,
 * because nobody wants to transfer the colleague whom they consult.
 */
export function findTransferee(phone: Phone, session: CallSession): CallSession {
  const prepared = findPreparedTransferOf(phone, session);
  return prepared?.consultation === session ? prepared.waitingCall : session;
}

/** Whether the call can be transferred to this person, who must be reachable, and neither the user nor the other participant. */
export const canTransferTo = (phone: Phone, session: CallSession, rawId: string): boolean =>
  isTransferable(session) &&
  findRefusalOf(rawId, phone.capabilities.invite) === null &&
  !isSameIdentity(rawId, phone.ownId) &&
  !isSameIdentity(rawId, session.call.get().other);

/** Whether the user can consult this person before the transfer, which takes a call to the person. */
export const canConsult = (phone: Phone, session: CallSession, rawId: string): boolean =>
  canTransferTo(phone, session, rawId) && findRefusalOf(rawId, phone.capabilities.call) === null;

/**
 * Whether the user can consult this person only inside the call: an agent cannot call another agent, but can add them to a call
 * with a telephone.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-capabilities
 */
export function canConsultInCall(phone: Phone, session: CallSession, rawId: string): boolean {
  if (!canTransferTo(phone, session, rawId) || canConsult(phone, session, rawId)) return false;
  const adding = session.features.get()[addPeople.name] as FeatureSnapshot<AddPeopleState> | undefined;
  return adding?.state.availability === 'yes';
}

/** Transfers a call to a person or, so that nothing rings, into a connected call of the user with that person. */
export function transferToPerson(phone: Phone, session: CallSession, rawId: string): void {
  if (!canTransferTo(phone, session, rawId)) return;
  const otherCall = findCallWith(phone, rawId, session);
  const target = (otherCall && toCallTarget(otherCall)) ?? { kind: 'person', rawId };
  void session.run(transfer, { kind: 'start', target });
}

/** Whether the call can be transferred into another call of the user. Both must be connected 1:1 calls. */
export const canTransferToCall = (session: CallSession, otherCall: CallSession): boolean =>
  session !== otherCall && isTransferable(session) && toCallTarget(otherCall) !== null;

/** Like `findPreparedTransferOf`, but only if the user can complete the transfer now. */
export function findReadyTransferOf(phone: Phone, session: CallSession): PreparedTransfer | null {
  const prepared = findPreparedTransferOf(phone, session);
  return prepared && canTransferToCall(prepared.waitingCall, prepared.consultation) ? prepared : null;
}

/** Transfers a call into another call of the user: their other participants then talk to each other. */
export function transferToCall(session: CallSession, otherCall: CallSession): void {
  const target = toCallTarget(otherCall);
  if (target && canTransferToCall(session, otherCall)) void session.run(transfer, { kind: 'start', target });
}

/** Calls the person whom the user asks before a transfer, or shows the call that the user already has with that person. */
export async function startConsultation(phone: Phone, session: CallSession, rawId: string): Promise<void> {
  if (!canConsult(phone, session, rawId)) return;
  const otherCall = findCallWith(phone, rawId, session);
  if (otherCall) {
    otherCall.noteStartedFor({ call: session.key, why: 'consultation' });
    return phone.switchTo(otherCall.key);
  }
  await phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false, consultsFor: session.key });
}

/** Adds the person to the call, and first resumes a call on hold, so that all three hear each other. */
export async function consultInCall(phone: Phone, session: CallSession, rawId: string): Promise<void> {
  if (!canConsultInCall(phone, session, rawId)) return;
  await phone.switchTo(session.key);
  // The phone has already told the user why it could not resume the call.
  if (session.call.get().state !== 'LocalHold') await session.run(addPeople, [rawId]);
}

const isOnHold = (session: CallSession | undefined): session is CallSession =>
  session?.call.get().state === 'LocalHold';

/** Finds the call on hold whose transfer or consultation failed last, and the id of the notice about it; `null` if there is none. */
function findFailedTransfer(phone: Phone): { session: CallSession; noticeId: string } | null {
  for (const notice of phone.state.get().notices.toReversed()) {
    const session = 'call' in notice ? phone.findSession(notice.call) : undefined;
    if (isOnHold(session)) return { session, noticeId: notice.id };
  }
  return null;
}

/**
 * Resumes the first of these calls that is on hold: the call whose transfer failed last, the call that waits while the user
 * consults the transfer target, and the front call (the call on the screen) if it is being transferred.
 * @returns whether there was such a call
 */
export function resumeTransferee(phone: Phone): boolean {
  const failed = findFailedTransfer(phone);
  if (failed) phone.dismissNotice(failed.noticeId);
  const front = phone.findSession(phone.state.get().front ?? '');
  const waitingCall = front && findPreparedTransferOf(phone, front)?.waitingCall;
  const isFrontInTransfer = (readTransfer(front)?.state.target ?? null) !== null;
  const session = [failed?.session, waitingCall, isFrontInTransfer ? front : undefined].find(isOnHold);
  if (session) void phone.switchTo(session.key);
  return session !== undefined;
}
